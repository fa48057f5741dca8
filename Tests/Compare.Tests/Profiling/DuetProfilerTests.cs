using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Compare.Profiling;
using ConcurrencyBench.Compare.Tests.Duets;
using ConcurrencyBench.Compare.Tests.Gating;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Tests.Profiling;

/// <summary>Real processes, into which the runtime's own sampler looks.</summary>
public sealed class DuetProfilerTests
{
    private const string Sum = "ConcurrencyBench.DuetSubject.Results.OnAnotherThread";
    private const string Allocate = "ConcurrencyBench.DuetSubject.Results.TenOperations";
    private const string Missing = "ConcurrencyBench.DuetSubject.Results.Missing";

    [Fact]
    public void Profile_TwoBenchmarks_HasTheirMethodsOnBothSides()
    {
        using DuetSubject subject = new();
        ImmutableArray<ProfileLine> lines = Profile(subject, out List<string> reasons, Allocate, Sum);

        Assert.Empty(reasons);
        Assert.Equal([Allocate, Sum], lines.Select(line => line.Benchmark));
        Assert.All(
            lines.SelectMany(line => new[] { (line.Benchmark, Side: line.Baseline), (line.Benchmark, Side: line.Candidate) }),
            own =>
            {
                Assert.True(own.Side.NanosecondsPerOp > 0);
                ProfiledStack stack = own.Side.Stacks.MaxBy(stack => stack.Samples)!;
                Assert.Equal(new ProfiledFrame($"{own.Benchmark}()", IsFramework: false), own.Side.Frames[stack.Frames[0]]);
            }
        );
        SideProfile allocating = lines[0].Candidate;
        CompiledMethod compiled = allocating.Compiled.Single(method => method.Name == $"{Allocate}()");
        Assert.True(compiled.Bytes > 0);
        Assert.NotEmpty(compiled.Tier);
        Assert.Equal("System.Byte[]", allocating.Allocated[0].Type);

        // 1,000 bytes and the header; nothing else is allocated.
        Assert.InRange(allocating.Allocated[0].BytesPerOp, 1000, 1040);
        Assert.True(allocating.Collections[0] > 0);
        subject.AssertNothingIsLeft();
    }

    [Fact]
    public void Profile_ABenchmarkThatIsMissing_SaysWhyAndGoesOn()
    {
        using DuetSubject subject = new();
        ImmutableArray<ProfileLine> lines = Profile(subject, out List<string> reasons, Missing, Allocate);

        Assert.Equal([Allocate], lines.Select(line => line.Benchmark));
        Assert.Equal([$"{Missing} has no profile. DuetSubject.dll has no benchmark {Missing}."], reasons);
    }

    [Fact]
    public void Profile_DiagnosticsAreOff_SaysWhy()
    {
        using DuetSubject subject = new();
        ImmutableArray<ProfileLine> lines = Profile(
            subject,
            SimulatedGate.DefaultSettings with
            {
                Environment = ["DOTNET_EnableDiagnostics_IPC=0"],
            },
            out List<string> reasons,
            Allocate
        );

        Assert.Empty(lines);
        Assert.Equal([$"{Allocate} has no profile. The runtime does not let itself be profiled: it does not connect."], reasons);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1", "DOTNET_TieredPGO=1")]
    public void CreateProgram_VariablesOfTheGate_DynamicPgoIsOffUnlessTheySayOtherwise(string expected, params string[] variables)
    {
        GateSettings settings = SimulatedGate.DefaultSettings with { Environment = [.. variables] };
        ChildCommand command = DuetProfiler
            .CreateProgram(new ProgramFiles("folder", "Program.dll"), settings, [])
            .CreateCommand("folder", "pipe", diagnosticPort: "port");

        Assert.Equal(expected, command.Environment.Last(variable => variable.Name == "DOTNET_TieredPGO").Value);
    }

    private static ImmutableArray<ProfileLine> Profile(DuetSubject subject, out List<string> reasons, params string[] benchmarks) =>
        Profile(subject, SimulatedGate.DefaultSettings, out reasons, benchmarks);

    private static ImmutableArray<ProfileLine> Profile(
        DuetSubject subject,
        GateSettings settings,
        out List<string> reasons,
        params string[] benchmarks
    )
    {
        using LaunchGuard guard = LaunchGuard.Start();
        DuetProfiler profiler = new(settings, guard) { Turn = TimeSpan.FromMilliseconds(10), ConnectLimit = TimeSpan.FromSeconds(1) };
        List<string> said = [];
        reasons = said;
        return [.. profiler.Profile(subject.Program.Files, subject.Program.Files, 0, [.. benchmarks], said.Add, CancellationToken.None)];
    }
}
