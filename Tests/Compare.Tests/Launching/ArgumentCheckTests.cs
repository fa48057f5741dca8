using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Tests.Launching;

public sealed class ArgumentCheckTests
{
    private const string Asked =
        "Job-ABCDEF(Toolchain=InProcessEmitToolchain, InvocationCount=4, IterationCount=3, LaunchCount=1, UnrollFactor=2, WarmupCount=1)";
    private const string Own = "ShortRun(IterationCount=3, LaunchCount=1, WarmupCount=3)";

    private static readonly LaunchRequest Request = new(
        new ProgramFiles("folder", "X.dll"),
        ["*"],
        new LaunchCounts(1, 3, 4, 2),
        [],
        [],
        TimeSpan.FromMinutes(1)
    );

    [Theory]
    [InlineData(12)]
    [InlineData(120)] // OperationsPerInvoke is 10.
    public void ProblemOf_AsAsked_None(long operations) =>
        Assert.Null(ArgumentCheck.FindProblem(Request, Outcome((Measured(3, operations), Asked))));

    [Fact]
    public void ProblemOf_TwoBenchmarksWithTheJobThatWasAskedFor_None() =>
        Assert.Null(ArgumentCheck.FindProblem(Request, Outcome((Measured(3, 12), Asked), (Measured(3, 12, "N.T.Other"), Asked))));

    /// <summary>Parameters that print the same.</summary>
    [Fact]
    public void ProblemOf_TwoCasesOfOneNameWithOneJob_None() =>
        Assert.Null(ArgumentCheck.FindProblem(Request, Outcome((Measured(3, 12), Asked), (Measured(3, 12), Asked))));

    [Fact]
    public void ProblemOf_ItFailed_None() => Assert.Null(ArgumentCheck.FindProblem(Request, Outcome((Failed, Asked))));

    /// <summary>The program's own job need not have run: outside of its project it cannot be built.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ProblemOf_AnotherJobBesides_NamesIt(bool isOwnFirst)
    {
        (Benchmark, string)[] both = [(Measured(3, 12), Asked), (Failed, Own)];
        string? problem = ArgumentCheck.FindProblem(Request, Outcome(isOwnFirst ? [.. both.Reverse()] : both));
        Assert.Equal(
            $"X.dll runs a job of its own as well ({Own}), so the gate cannot measure it: mark it with .AsDefault(), or let the program leave its job out when BENCHMARK_GATE_LAUNCH is set.",
            problem
        );
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(3, 13)]
    [InlineData(2, 12)]
    public void ProblemOf_OtherCounts_SaysBoth(int iterations, long operations)
    {
        string? problem = ArgumentCheck.FindProblem(Request, Outcome((Measured(iterations, operations), Asked)));
        Assert.Contains(
            $"{iterations} iterations in 1 launches, {operations} operations; asked for 3 of 4",
            problem,
            StringComparison.Ordinal
        );
        Assert.Contains(".AsDefault()", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_AFaultOfAnotherKind_None() =>
        Assert.Null(
            ArgumentCheck.FindProblem(
                Request,
                Outcome() with
                {
                    Fault = new LaunchFault(LaunchFaultKind.Crashed, "X.dll ended with exit code 134."),
                }
            )
        );

    private static Benchmark Failed => Measured(3, 12) with { Launches = [] };

    private static Benchmark Measured(int iterations, long operations, string name = "N.T.M") =>
        new(
            new BenchmarkKey(name, "Job"),
            "N",
            "T",
            "M",
            MeasurementKind.Raw,
            [new Launch([.. Enumerable.Repeat(1.0, iterations)], operations)],
            null,
            []
        );

    private static LaunchOutcome Outcome(params (Benchmark Benchmark, string Job)[] entries) =>
        new(
            [.. entries.Select(entry => entry.Benchmark)],
            null,
            null,
            TimeSpan.FromSeconds(1),
            null,
            [.. entries.Select(entry => entry.Job)]
        );
}
