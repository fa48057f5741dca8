using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Compare.Tests.Gating.Planning;

public sealed class PlannerTests
{
    [Fact]
    public void Plan_AQuietCell_TakesTheUsualPairs()
    {
        GatePlan plan = Planner.Plan([Pilot("a", 0.01)], SimulatedGate.DefaultSettings);
        Assert.Equal((9, 18), (plan.Benchmarks[0].PairsOne, plan.Benchmarks[0].PairsTwo));
        Assert.True(plan.LargestMinimumDetectableEffect <= 0.05);
        Assert.True(plan.ControlPairsOne >= 12);
    }

    [Fact]
    public void Plan_ANoisierCell_TakesMorePairsOfBothStagesUntilTheToleranceIsFound()
    {
        GatePlan plan = Planner.Plan([Pilot("a", 0.01), Pilot("b", 0.035)], SimulatedGate.DefaultSettings);
        Assert.True(plan["b"].PairsTwo > plan["a"].PairsTwo, $"{plan["b"]}");
        Assert.True(plan["b"].PairsOne >= plan["a"].PairsOne, $"{plan["b"]}");
        Assert.True(plan.LargestMinimumDetectableEffect <= 0.05, $"{plan.LargestMinimumDetectableEffect}");
    }

    [Fact]
    public void Plan_ACellNoNumberOfPairsHelps_SaysWhatItBuys()
    {
        GatePlan plan = Planner.Plan([Pilot("a", 0.5)], SimulatedGate.DefaultSettings);
        Assert.True(plan.LargestMinimumDetectableEffect > 0.05);
        Assert.InRange(plan.Benchmarks[0].PairsTwo, 50, 400);
    }

    [Fact]
    public void Plan_AShorterBudget_BuysLessAndIsKept()
    {
        ImmutableArray<BenchmarkPilot> pilots = [Pilot("a", 0.015), Pilot("b", 0.03)];
        double before = 0;
        foreach (double budget in new[] { 600.0, 150, 90 })
        {
            GatePlan plan = Planner.Plan(pilots, SimulatedGate.DefaultSettings with { BudgetSeconds = budget });
            Assert.True(plan.LongestSeconds <= budget, $"{plan.LongestSeconds} of {budget}");
            Assert.True(plan.LargestMinimumDetectableEffect >= before, $"{plan.LargestMinimumDetectableEffect} after {before}");
            before = plan.LargestMinimumDetectableEffect;
        }

        Assert.True(before > 0.05);
    }

    /// <summary>Only differences above the margin are called, so no plan can promise to find one at the margin.</summary>
    [Fact]
    public void Plan_AMarginNearTheTolerance_IsNoMatterOfEndlessPairs()
    {
        GatePlan plan = Planner.Plan([Pilot("N.T.A", 0.002)], SimulatedGate.DefaultSettings with { Margin = 0.04 });
        Assert.InRange(plan.Benchmarks[0].PairsTwo, 9, 40);
        Assert.InRange(plan.LargestMinimumDetectableEffect, 0.04, 0.05);
    }

    [Fact]
    public void Plan_ABudgetTooShortForAnyVerdict_SaysWhatIsNeeded()
    {
        UsageException exception = Assert.Throws<UsageException>(() =>
            Planner.Plan([Pilot("a", 0.02)], SimulatedGate.DefaultSettings with { BudgetSeconds = 10 })
        );
        Assert.Contains("--budget 10 s is too short", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--filter", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_PairsOfTheUser_AreTaken()
    {
        BenchmarkPlan plan = Planner
            .Plan([Pilot("a", 0.2)], SimulatedGate.DefaultSettings with { Pairs = new StagePairs(7, 11), BudgetSeconds = 1 })
            .Benchmarks[0];
        Assert.Equal((7, 11), (plan.PairsOne, plan.PairsTwo));
    }

    [Fact]
    public void Plan_OutlierLaunches_AreMadeUpForByMorePairs()
    {
        BenchmarkPilot good = Pilot("a", 0.012);
        BenchmarkPilot bad = good with { Launches = good.Launches.SetItem(4, Slower(good.Launches[4])) };
        BenchmarkPlan plan = Planner.Plan([bad], SimulatedGate.DefaultSettings).Benchmarks[0];
        Assert.Equal(0.1, plan.OutlierShare, 6);
        Assert.True(plan.PairsTwo * 0.8 >= 18, $"{plan}");
        Assert.True(plan.MinimumDetectableEffect <= 0.05, $"{plan}");
    }

    // Iterations that agree buy nothing, launches do.
    [Fact]
    public void Plan_LaunchesThatDifferAndIterationsThatAgree_MeasureFewIterations() =>
        Assert.InRange(
            Planner.Plan([Pilot("a", 0.02, iterationNoise: 0.0001)], SimulatedGate.DefaultSettings).Benchmarks[0].Iterations,
            2,
            3
        );

    [Fact]
    public void Plan_ManyCells_TakesAsManyPairsAsTheirLevelNeeds()
    {
        GatePlan plan = Planner.Plan(
            [.. Enumerable.Range(0, 300).Select(i => Pilot($"{i}", 0.004))],
            SimulatedGate.DefaultSettings with
            {
                BudgetSeconds = 300 * 60,
            }
        );
        Assert.All(plan.Benchmarks, benchmark => Assert.True(Math.Pow(2, -benchmark.PairsTwo) <= 0.01 / 300, $"{benchmark}"));
    }

    [Theory]
    [InlineData(150e6, 1)]
    [InlineData(20e6, 1)]
    [InlineData(6e6, 4)]
    [InlineData(1e3, 20_000)]
    [InlineData(0.3, 66_666_672)]
    public void Invocations_AnyTime_FillAnIteration(double nanoseconds, int expected)
    {
        Assert.Equal(expected, PilotSize.ChooseInvocations(nanoseconds));
        Assert.Equal(0, expected % PilotSize.ChooseUnrollFactor(expected));
    }

    private static PilotLaunch Slower(PilotLaunch launch) =>
        launch with
        {
            NanosecondsPerOp = [.. launch.NanosecondsPerOp.Select(value => 2 * value)],
        };

    private static BenchmarkPilot Pilot(string name, double noise, double iterationNoise = 0.002)
    {
        Random random = new(name.Length + 17);
        return new BenchmarkPilot(
            name,
            1,
            1,
            [.. Enumerable.Range(0, PilotSize.Launches).Select(_ => Launch(Math.Exp(Normal.Sample(random, 0, noise))))]
        );

        PilotLaunch Launch(double level)
        {
            ImmutableArray<double> iterations =
            [
                .. Enumerable.Range(0, 10).Select(_ => 100e6 * level * Math.Exp(Math.Abs(Normal.Sample(random, 0, iterationNoise)))),
            ];
            return new PilotLaunch(iterations, 0.5 + (iterations.Sum() / 1e9));
        }
    }
}
