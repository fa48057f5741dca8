using System.Collections;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Tests.Launching;

public sealed class ProgramCommandLineTests
{
    private static readonly ProgramFiles Program = new("folder", "X.dll");

    [Fact]
    public void ToMeasure_EveryCount_BesideItsOption()
    {
        LaunchRequest request = new(Program, ["a", "b c"], new LaunchCounts(1, 2, 12, 4), ["--own", "x"], [], TimeSpan.FromMinutes(1));
        string[] expected =
        [
            Program.Path,
            "--filter",
            "a",
            "b c",
            "--inProcess",
            "--launchCount",
            "1",
            "--warmupCount",
            "1",
            "--iterationCount",
            "2",
            "--invocationCount",
            "12",
            "--unrollFactor",
            "4",
            "-e",
            "fulljson",
            "--artifacts",
            "there",
            "--own",
            "x",
        ];
        Assert.Equal(expected, ProgramCommandLine.CreateForMeasuring(request, "there"));
    }

    /// <summary>Without a filter BenchmarkDotNet asks which benchmarks to run.</summary>
    [Fact]
    public void ToList_NoFilter_AsksForAll() =>
        Assert.Equal(
            new[] { Program.Path, "--list", "flat", "--filter", "*" },
            ProgramCommandLine.CreateForListing(new ListRequest(Program, [], [], [], TimeSpan.FromMinutes(1)))
        );

    [Fact]
    public void Environment_NothingGiven_SaysThatItIsALaunchAndSettlesTheRuntime()
    {
        Dictionary<string, string?> variables = Applied([], new Hashtable());
        Assert.Equal("1", variables["BENCHMARK_GATE_LAUNCH"]);
        Assert.Equal("0", variables["DOTNET_TieredPGO"]);
    }

    [Fact]
    public void Environment_TheGateHasIt_LeftAlone() =>
        Assert.DoesNotContain("DOTNET_TieredPGO", Applied([], new Hashtable { ["DOTNET_TieredPGO"] = "1" }));

    [Theory]
    [InlineData("DOTNET_TieredPGO")]
    [InlineData("BENCHMARK_GATE_LAUNCH")]
    [InlineData("OTHER")]
    public void Environment_Requested_Wins(string name) =>
        Assert.Equal("mine", Applied([(name, "mine")], new Hashtable { [name] = "inherited" })[name]);

    // As they are set: one after the other.
    private static Dictionary<string, string?> Applied(ImmutableArray<(string Name, string Value)> requested, IDictionary inherited)
    {
        Dictionary<string, string?> variables = [];
        foreach ((string name, string? value) in ProgramCommandLine.CreateEnvironment(requested, inherited))
        {
            variables[name] = value;
        }

        return variables;
    }
}
