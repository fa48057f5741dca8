using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Tests.Gating.Explaining;

public sealed class ExplanationPlanTests
{
    [Fact]
    public void ForCalled_NothingIsCalled_ProfilesNothing()
    {
        ExplanationPlan plan = ExplanationPlan.ForCalled(
            CreateRun(600),
            [new("N.C.A", Verdict.Same, 0), new("N.C.B", Verdict.Inconclusive, 0.3)]
        );

        Assert.Empty(plan.Benchmarks);
        Assert.Empty(plan.LeftOut);
    }

    [Fact]
    public void ForCalled_LittleTime_TakesTheSlowestFirstAndSaysWhatIsLeftOut()
    {
        // A quarter of 180 s: one benchmark in 8 pairs takes 52 s, in 6 39 s.
        ExplanationPlan plan = ExplanationPlan.ForCalled(
            CreateRun(180),
            [new("N.C.Faster", Verdict.Faster, -0.9), new("N.C.A", Verdict.Slower, 0.1), new("N.C.B", Verdict.Slower, 0.2)]
        );

        Assert.Equal(["N.C.B"], plan.Benchmarks);
        Assert.Equal(6, plan.Pairs);
        Assert.Equal(["N.C.A", "N.C.Faster"], plan.LeftOut);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(130)]
    [InlineData(180)]
    [InlineData(1000)]
    [InlineData(7200)]
    public void ForCalled_AnyTime_StaysBelowAQuarterOfIt(double seconds)
    {
        ExplanationPlan plan = ExplanationPlan.ForCalled(
            CreateRun(seconds),
            Enumerable.Range(0, 10).Select(i => new BenchmarkVerdict($"N.C.M{i}", Verdict.Slower, 0.1))
        );

        double expected = plan.Pairs * (ExplanationPlan.SecondsOfPair + (plan.Benchmarks.Length * ExplanationPlan.SecondsOfBenchmark));
        Assert.True(plan.Benchmarks.IsEmpty || expected <= seconds * ExplanationPlan.ShareOfGate);
        Assert.True(plan.Benchmarks.IsEmpty || plan.Pairs >= ExplanationPlan.LeastPairs);
        Assert.Equal(10, plan.Benchmarks.Length + plan.LeftOut.Length);
    }

    /// <summary>On a slow machine a profile takes longer, too.</summary>
    [Theory]
    [InlineData(1, 8)]
    [InlineData(10, 5)]
    [InlineData(12, 0)]
    public void ForCalled_PairsOfTheGateTakeLong_ProfilesFewer(double launchSeconds, int pairs)
    {
        // A quarter of 520 s; a pair takes 1.5 s, 4 s, and twice a launch: 130 s are 5 pairs of 25.5 s, and not 5 of 29.5 s.
        LaunchLine launch = new(
            LaunchPhase.StageOne,
            0,
            "N.C.A",
            LaunchSide.Baseline,
            0,
            1,
            [1],
            0,
            launchSeconds,
            MachineReading.None,
            Fault: null
        );
        GateRun run = Enumerable.Range(0, 2).Aggregate(CreateRun(520 - (2 * launchSeconds)), (run, _) => run.With(launch));

        Assert.Equal(pairs, ExplanationPlan.ForCalled(run, [new("N.C.A", Verdict.Slower, 0.1)]).Pairs);
    }

    private static GateRun CreateRun(double seconds) =>
        GateRun
            .Begin(
                new HeaderLine(1, new GateSettings(0.02, 0.05, null, null, 1, [], [], [], 1, 60), new("a", "a", "1"), new("b", "b", "2"))
            )
            .With(new ProbeLine("M", "R", "B", 2, [], []) { ElapsedSeconds = seconds });
}
