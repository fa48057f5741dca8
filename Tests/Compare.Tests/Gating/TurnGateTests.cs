using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Whole gates whose sides take turns, over simulated programs.</summary>
public sealed class TurnGateTests
{
    [Fact]
    public void Finish_ManyBenchmarksUnchanged_IsCleanWithoutAPilot()
    {
        using SimulatedGate gate = Create(1, Suite(60));
        GateRun run = gate.Run();
        GateResult result = GateResult.FromRun(run);

        Assert.Equal(60, result.Benchmarks.Length);
        Assert.Equal((0, 0), (result.Count(Verdict.Slower), result.Count(Verdict.Faster)));
        Assert.Empty(gate.Launcher!.Launches);
        Assert.Equal(ExitCode.NothingSlower, GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false));
    }

    [Fact]
    public void Finish_OneOfManySlower_IsCalledAndNoOther()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            using SimulatedGate gate = Create(seed, Suite(60).SetItem(7, new SimulatedBenchmark("N.T.B07", CandidateRatio: 1.06)));

            Assert.Equal(
                ["N.T.B07"],
                GateResult
                    .FromRun(gate.Run())
                    .Benchmarks.Where(benchmark => benchmark.Judgement.Verdict is Verdict.Slower or Verdict.Faster)
                    .Select(benchmark => benchmark.Plan.Name)
            );
        }
    }

    [Fact]
    public void Finish_WhatIsShorterThanItsLoop_HasNoMeasurableTimeUntilItIsLonger()
    {
        using SimulatedGate gate = Create(
            3,
            [
                new SimulatedBenchmark("N.T.A", Nanoseconds: 0.4, LaunchNoise: 0.5),
                new SimulatedBenchmark("N.T.B", Nanoseconds: 0.4, CandidateRatio: 20),
            ]
        );
        GateResult result = GateResult.FromRun(gate.Run());

        Assert.Equal(
            [(Verdict.Inconclusive, InconclusiveReason.NoMeasurableTime, 1), (Verdict.Slower, InconclusiveReason.None, 2)],
            result.Benchmarks.Select(benchmark => (benchmark.Judgement.Verdict, benchmark.Judgement.Reason, benchmark.Judgement.Stage))
        );
        Assert.Equal(0, result.Undecided);
    }

    [Fact]
    public void Finish_FewBenchmarks_FindsFivePercent()
    {
        using SimulatedGate gate = Create(3, [new SimulatedBenchmark("N.T.A"), new SimulatedBenchmark("N.T.B", CandidateRatio: 1.05)]);
        GateResult result = GateResult.FromRun(gate.Run());

        Assert.Equal([Verdict.Inconclusive, Verdict.Slower], result.Benchmarks.Select(Simplify));

        static Verdict Simplify(BenchmarkResult benchmark) =>
            benchmark.Judgement.Verdict == Verdict.Same ? Verdict.Inconclusive : benchmark.Judgement.Verdict;
    }

    [Fact]
    public void Finish_ABudgetForStageOneOnly_CallsNothingAndSaysWhatWasNotConfirmed()
    {
        using SimulatedGate gate = new(3, Suite(30).SetItem(7, new SimulatedBenchmark("N.T.B07", CandidateRatio: 1.2)))
        {
            CreateTurns = (staged, all, random) => new SimulatedTurns(staged, all, random),
            Settings = SimulatedGate.DefaultSettings with { Seed = 3, BudgetSeconds = 22 },
        };
        GateRun run = gate.Run();
        Assert.Equal(3, run.Plan!.Benchmarks[0].PairsOne);
        GateResult late = GateResult.FromRun(run with { Plan = TurnPlanner.PlanStageTwo(Slow(run)) });

        Assert.Equal(0, late.Count(Verdict.Slower));
        Assert.Equal(UnconfirmedChange.Slower, late.Benchmarks.Single(benchmark => benchmark.Plan.Name == "N.T.B07").Judgement.Unconfirmed);
        Assert.Contains("The budget had no time to measure", Render(late), StringComparison.Ordinal);

        // As if each measurement had taken a second.
        static GateRun Slow(GateRun run) =>
            run with
            {
                Launches = [.. run.SelectLaunches(LaunchPhase.StageOne).Select(launch => launch with { ElapsedSeconds = 1 })],
            };
    }

    [Fact]
    public void Finish_WithAnEarlierRun_IsPlannedFromTheSpreadsOfItsBenchmarks()
    {
        using SimulatedGate before = Create(3, [.. Suite(3), new SimulatedBenchmark("N.T.Noisy", LaunchNoise: 0.2)]);
        GateRun first = before.Run();
        using SimulatedGate gate = new(4, [.. Suite(3), new SimulatedBenchmark("N.T.Noisy"), new SimulatedBenchmark("N.T.New")])
        {
            CreateTurns = (staged, all, random) => new SimulatedTurns(staged, all, random),
            Earlier = EarlierRun.FromRun(first),
        };
        gate.Run();
        GatePlan plan = gate.ShownPlan!;

        Assert.True(plan["N.T.Noisy"].Spread > 4 * plan["N.T.B00"].Spread);
        Assert.True(plan["N.T.Noisy"].MinimumDetectableEffect > plan["N.T.B00"].MinimumDetectableEffect);
        Assert.Equal(TurnPlanner.UsualSpread, plan["N.T.New"].Spread);
    }

    [Fact]
    public void Finish_ABudgetTooShortForStageOne_IsRefused()
    {
        using SimulatedGate gate = new(3, Suite(30))
        {
            CreateTurns = (staged, all, random) => new SimulatedTurns(staged, all, random),
            Settings = SimulatedGate.DefaultSettings with { Seed = 3, BudgetSeconds = 5 },
        };
        Assert.Contains("--budget is too short", Assert.Throws<UsageException>(() => gate.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_ABenchmarkThatAllocatesMore_IsShownAndFailsWhenAsked()
    {
        using SimulatedGate gate = Create(5, Suite(30).SetItem(3, new SimulatedBenchmark("N.T.B03") { MoreBytes = 8 }));
        GateResult shown = GateResult.FromRun(gate.Run());
        GateResult judged = shown with { AllocationMargin = new AllocationMargin(0, 0) };
        GateResult allowed = shown with { AllocationMargin = new AllocationMargin(0, 8) };

        Assert.Contains("Allocates more: T.B03, 64 B → 72 B", Render(shown), StringComparison.Ordinal);
        Assert.Contains("1 of 30 benchmarks allocate more than the margin allows.", Render(judged), StringComparison.Ordinal);
        Assert.Equal([0, 2, 0], new[] { shown, judged, allowed }.Select(result => GateExitCode.Choose(result, FailOn.Nothing, false)));
    }

    [Fact]
    public void Finish_TurnsThatAreNotOnOneCore_AreSaid()
    {
        using SimulatedGate gate = new(5, Suite(2))
        {
            CreateTurns = (staged, all, random) => new SimulatedTurns(staged, all, random) { Unpinned = "Several threads work in it." },
        };
        Assert.Contains(
            "2 benchmarks took turns on any core, such as T.B00: Several threads work in it.",
            Render(GateResult.FromRun(gate.Run())).Replace("T.B01", "T.B00", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Finish_WhatFailsInTheProbe_IsAFindingAndNotMeasured()
    {
        using SimulatedGate gate = Create(5, Suite(30).SetItem(3, new SimulatedBenchmark("N.T.B03") { FailsInProbe = true }));
        GateResult result = GateResult.FromRun(gate.Run());

        BenchmarkFinding finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.FailedInBaseline, "N.T.B03", "it threw at once"), (finding.Kind, finding.Name, finding.Message));
        Assert.Equal(29, result.Benchmarks.Length);
    }

    [Fact]
    public void Finish_ASweep_HasOnePairOfProcessesForAllAndChangesPlacesHalfWay()
    {
        using SimulatedGate gate = Create(4, Suite(30));
        GateRun run = gate.Run();

        int sweepsOfStageOne = run.Plan!.Benchmarks[0].PairsOne + 2;
        Assert.True(gate.Turns!.Sweeps.Count >= sweepsOfStageOne);
        Assert.Equal(4, gate.Turns.Sweeps.Take(sweepsOfStageOne).Select(sweep => sweep.Baseline).Distinct().Count());
    }

    [Fact]
    public void Finish_ABenchmarkThatFails_CostsItselfOnly()
    {
        using SimulatedGate gate = Create(5, Suite(30).SetItem(3, new SimulatedBenchmark("N.T.B03") { CandidateFailsFrom = 1 }));
        GateResult result = GateResult.FromRun(gate.Run());

        BenchmarkFinding finding = Assert.Single(result.Findings);
        Assert.Equal((FindingKind.FailedInCandidate, "N.T.B03", "it threw"), (finding.Kind, finding.Name, finding.Message));
        Assert.Equal(29, result.Benchmarks.Length);
    }

    [Fact]
    public void Finish_MissingAndNewBenchmarks_AreFindings()
    {
        using SimulatedGate gate = Create(
            6,
            [
                .. Suite(3),
                new SimulatedBenchmark("N.T.Gone") { IsInCandidate = false },
                new SimulatedBenchmark("N.T.New") { IsInBaseline = false },
            ]
        );

        Assert.Equal(
            [(FindingKind.Missing, "N.T.Gone"), (FindingKind.Added, "N.T.New")],
            GateResult.FromRun(gate.Run()).Findings.Select(finding => (finding.Kind, finding.Name))
        );
    }

    [Fact]
    public void Finish_WhatCannotTakeTurns_IsLaunchedAndSaysWhy()
    {
        using SimulatedGate gate = new(7, Suite(3))
        {
            CreateTurns = (staged, benchmarks, seed) => new SimulatedTurns(staged, benchmarks, seed) { Obstacles = ["N.T.B01"] },
        };
        GateRun run = gate.Run();

        Assert.Equal(
            [(PairMethod.Turns, null), (PairMethod.Launches, "It cannot."), (PairMethod.Turns, null)],
            run.Probe!.Benchmarks.Select(benchmark => (benchmark.Method, benchmark.Obstacle))
        );
        Assert.Equal(3, GateResult.FromRun(run).Benchmarks.Length);
        Assert.All(
            gate.Launcher!.Launches.Skip(2),
            launch => Assert.Contains("N.T.B01", Assert.Single(launch.Request.Filters), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Finish_AProgramThatCannotBeLoaded_IsLaunchedAndSaid()
    {
        using SimulatedGate gate = new(8, Suite(2))
        {
            CreateTurns = (staged, benchmarks, seed) => new SimulatedTurns(staged, benchmarks, seed) { IsUnloadable = true },
        };

        Assert.Equal(2, GateResult.FromRun(gate.Run()).Benchmarks.Length);
        Assert.Contains("The program is not a .NET program.", Assert.Single(gate.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(130)]
    public void Resume_AfterAnInterruption_GoesOnAndMeasuresNothingTwice(int interruptedAt)
    {
        int measured = 0;
        using CancellationTokenSource cancellation = new();
        using SimulatedGate gate = new(9, Suite(30))
        {
            CreateTurns = (staged, benchmarks, seed) =>
                new SimulatedTurns(staged, benchmarks, seed)
                {
                    Before = _ =>
                    {
                        if (++measured == interruptedAt)
                        {
                            cancellation.Cancel();
                        }
                    },
                },
        };

        Assert.Throws<OperationCanceledException>(() => gate.Run(cancellation.Token));
        GateRun run = gate.Resume();

        Assert.True(GateStages.IsFinished(run));
        Assert.All(
            run.SelectLaunches(LaunchPhase.StageOne).GroupBy(launch => (launch.Pair, launch.Side)),
            launches => Assert.Single(launches)
        );
    }

    private static string Render(GateResult result) => MarkdownRenderer.Render("t", GateDocument.Create(result));

    private static SimulatedGate Create(int seed, ImmutableArray<SimulatedBenchmark> benchmarks) =>
        new(seed, benchmarks) { CreateTurns = (staged, all, random) => new SimulatedTurns(staged, all, random) };

    private static ImmutableArray<SimulatedBenchmark> Suite(int benchmarks) =>
        [.. Enumerable.Range(0, benchmarks).Select(i => new SimulatedBenchmark(FormattableString.Invariant($"N.T.B{i:00}")))];
}
