using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests.Gating.Pairs;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Whole gates over simulated programs.</summary>
public sealed class GateRunnerTests
{
    private static readonly SimulatedBenchmark Steady = new("N.T.Steady");

    [Fact]
    public void Finish_NothingChanged_IsClean()
    {
        GateResult result = SimulatedGate.Of(1, Steady, new SimulatedBenchmark("N.T.Noisy", LaunchNoise: 0.03));
        Assert.Equal(2, result.Benchmarks.Length);
        Assert.Equal(0, result.Count(Verdict.Slower));
        Assert.Equal(ExitCode.NothingSlower, Exit(result));
    }

    [Fact]
    public void Finish_ASlowAndAFastCell_AreCalledAndNoOther()
    {
        GateResult result = SimulatedGate.Of(
            2,
            Steady,
            new SimulatedBenchmark("N.T.Slow", CandidateRatio: 1.06),
            new SimulatedBenchmark("N.T.Fast", CandidateRatio: 0.93)
        );
        Assert.Equal(
            [("N.T.Fast", Verdict.Faster), ("N.T.Slow", Verdict.Slower)],
            result
                .Benchmarks.Where(benchmark => benchmark.Plan.Name != Steady.Name)
                .Select(benchmark => (benchmark.Plan.Name, benchmark.Judgement.Verdict))
        );
        Assert.NotEqual(Verdict.Slower, result.Benchmarks.Single(benchmark => benchmark.Plan.Name == Steady.Name).Judgement.Verdict);
        Assert.Equal(ExitCode.Slower, Exit(result));
    }

    /// <summary>BenchmarkDotNet 0.13.2 does not find a benchmark by its parameters.</summary>
    [Fact]
    public void Finish_FilterThatKnowsNoParameters_MeasuresTheWholeMethodAndJudgesEachRow()
    {
        using SimulatedGate gate = new(
            2,
            new SimulatedBenchmark("N.T.Run(N: 1)"),
            new SimulatedBenchmark("N.T.Run(N: 2)", CandidateRatio: 1.1)
        )
        {
            FiltersByMethod = true,
        };

        GateResult result = GateResult.FromRun(gate.Run());

        Assert.Equal(
            [("N.T.Run(N: 1)", false), ("N.T.Run(N: 2)", true)],
            result.Benchmarks.Select(benchmark => (benchmark.Plan.Name, benchmark.Judgement.Verdict == Verdict.Slower))
        );
        Assert.Single(gate.Launcher!.Launches, launch => launch.Request.Filters.Contains("N.T.Run(N: 1)"));
    }

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public void Finish_OneLaunchInTenAtHalfSpeed_StillFindsFivePercentAndCallsNothingElse()
    {
        int found = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            GateResult result = SimulatedGate.Of(
                seed,
                new SimulatedBenchmark("N.T.Same", SlowShare: 0.1),
                new SimulatedBenchmark("N.T.Slow", CandidateRatio: 1.05, SlowShare: 0.1)
            );
            found += result.Benchmarks[1].Judgement.Verdict == Verdict.Slower ? 1 : 0;
            Assert.NotEqual(Verdict.Slower, result.Benchmarks[0].Judgement.Verdict);
        }

        Assert.InRange(found, 16, 20);
    }

    [Fact]
    public void Finish_MissingAddedAndFailedBenchmarks_AreFindingsAndTheRestGoesOn()
    {
        GateResult result = SimulatedGate.Of(
            3,
            Steady,
            new SimulatedBenchmark("N.T.Gone") { IsInCandidate = false },
            new SimulatedBenchmark("N.T.New") { IsInBaseline = false },
            new SimulatedBenchmark("N.T.Throws") { CandidateFailsFrom = 1 },
            new SimulatedBenchmark("N.T.FailsLater") { CandidateFailsFrom = 5 }
        );
        Assert.Equal(Steady.Name, Assert.Single(result.Benchmarks).Plan.Name);
        Assert.Equal(
            [
                ("N.T.FailsLater", FindingKind.FailedInCandidate),
                ("N.T.Gone", FindingKind.Missing),
                ("N.T.New", FindingKind.Added),
                ("N.T.Throws", FindingKind.FailedInCandidate),
            ],
            result.Findings.Select(finding => (finding.Name, finding.Kind)).OrderBy(finding => finding.Name)
        );
        Assert.Equal(ExitCode.MissingOrFailed, Exit(result));
        Assert.Equal(ExitCode.NothingSlower, GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: true));
    }

    /// <summary>0 says that something was measured.</summary>
    [Theory]
    [InlineData(true, false, ExitCode.MissingOrFailed, ExitCode.NotComparable)]
    [InlineData(false, true, ExitCode.NotComparable, ExitCode.NotComparable)]
    public void Finish_NothingOnBothSides_IsNeverClean(bool isInBaseline, bool isInCandidate, int exit, int exitWhenAllowed)
    {
        GateResult result = SimulatedGate.Of(
            3,
            new SimulatedBenchmark("N.T.Alone") { IsInBaseline = isInBaseline, IsInCandidate = isInCandidate }
        );
        Assert.Equal((exit, exitWhenAllowed), (Exit(result), GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: true)));
    }

    /// <summary>A suspicion changes no exit code, unless it was asked for.</summary>
    [Fact]
    public void ExitCode_ASuspicionWithinTheTolerance_IsNone()
    {
        GateResult clean = SimulatedGate.Of(1, Steady);
        PairedAssessment assessment = TestCell.Of(2.6, lower: 1, upper: 4, pSlower: 0.015, pFaster: 0.99);
        PairedJudgement suspected = DecisionTable.Judge(
            assessment,
            stage: 2,
            (0.03, 1),
            minimumEffect: 0.04,
            clean.Run.Header.Settings.Rules
        );
        GateResult result = clean with { Benchmarks = [clean.Benchmarks[0] with { Judgement = suspected }] };
        Assert.Equal((UnconfirmedChange.Slower, true), (suspected.Unconfirmed, suspected.IsWithinTolerance));
        Assert.Equal(
            (ExitCode.NothingSlower, ExitCode.Inconclusive),
            (Exit(result), GateExitCode.Choose(result, FailOn.Suspected, allowsMissing: false))
        );
    }

    [Fact]
    public void Finish_ACellThatFailedInTheSecondStage_DoesNotMoveTheOthersSchedule()
    {
        SimulatedBenchmark[] benchmarks =
        [
            new("N.T.A", CandidateRatio: 1.06),
            new("N.T.B", CandidateRatio: 1.06) { CandidateFailsFrom = 15 },
            new("N.T.C", CandidateRatio: 1.06),
        ];
        using SimulatedGate gate = new(4, [.. benchmarks]);
        GateRun run = gate.Run();
        Assert.Equal(LaunchPhase.StageTwo, run.FindFault("N.T.B")?.Phase);
        Assert.True(GateStages.IsFinished(run));
        Assert.Equal(["N.T.A", "N.T.C"], GateResult.FromRun(run).Benchmarks.Select(benchmark => benchmark.Plan.Name));
        Assert.Empty(GateResult.FromRun(gate.Resume()).Run.Launches.Skip(run.Launches.Count));
    }

    [Fact]
    public void Finish_EveryPair_RunsBackToBackInBothOrdersAndBothPlaces()
    {
        using SimulatedGate gate = new(5, Steady, new SimulatedBenchmark("N.T.Slow", CandidateRatio: 1.06));
        GateRun run = gate.Run();
        foreach (
            IGrouping<(LaunchPhase, string, bool), LaunchPair> group in new[] { LaunchPhase.StageOne, LaunchPhase.StageTwo }
                .SelectMany(stage => run.SelectPairs(stage).Select(pair => (stage, pair)))
                .GroupBy(pair => (pair.stage, pair.pair.Benchmark, pair.pair.IsControl), pair => pair.pair)
        )
        {
            int baselineFirst = group.Count(pair => run.Launches.IndexOf(pair.Baseline) < run.Launches.IndexOf(pair.Candidate));
            Assert.InRange(baselineFirst, (group.Count() - 1) / 2, (group.Count() + 2) / 2);
            Assert.All(
                group,
                pair => Assert.Equal(1, Math.Abs(run.Launches.IndexOf(pair.Baseline) - run.Launches.IndexOf(pair.Candidate)))
            );
        }

        foreach (ProgramCopy side in Enum.GetValues<ProgramCopy>())
        {
            Assert.Equal(
                2,
                gate.Launcher!.Launches.Where(launch => launch.Side == side).Select(launch => launch.Folder).Distinct().Count()
            );
        }
    }

    [Fact]
    public void Finish_BothSides_GetTheSameCounts()
    {
        using SimulatedGate gate = new(6, new SimulatedBenchmark("N.T.Short", Nanoseconds: 900, CandidateRatio: 1.2));
        BenchmarkPlan plan = gate.Run().Plan!.Benchmarks[0];
        Assert.Equal(0, plan.Invocations % 16);
        Assert.InRange(plan.Invocations * 900.0, 19e6, 30e6);
        Assert.Single(
            gate.Launcher!.Launches.TakeLast(2 * (plan.PairsOne + plan.PairsTwo)).Select(launch => launch.Request.Counts).Distinct()
        );
    }

    /// <summary>A second call of an iteration would find what the first one left.</summary>
    [Fact]
    public void Finish_ABenchmarkWithAnIterationsSetUp_IsCalledOnceAnIteration()
    {
        using SimulatedGate gate = new(
            6,
            new SimulatedBenchmark("N.T.Consume", Nanoseconds: 900) { RunsOncePerIteration = true },
            new SimulatedBenchmark("N.T.Short", Nanoseconds: 900)
        );
        GateRun run = gate.Run();
        Assert.Equal(1, run.Plan!["N.T.Consume"].Invocations);
        Assert.All(run.Launches.Where(launch => launch.Benchmark == "N.T.Consume"), launch => Assert.Equal(1, launch.Invocations));
        Assert.True(run.Plan["N.T.Short"].Invocations > 1000);
    }

    /// <summary>The gate measures how much slower the candidate is, so only a launch of the baseline has a shorter limit.</summary>
    [Fact]
    public void Finish_TheCandidate_HasTheWholeLimit()
    {
        using SimulatedGate gate = new(6, Steady);
        gate.Run();
        Assert.All(
            gate.Launcher!.Launches.Where(launch => launch.Side == ProgramCopy.Candidate),
            launch => Assert.Equal(120, launch.Request.Limit.TotalSeconds)
        );
        Assert.Contains(gate.Launcher.Launches, launch => launch.Side == ProgramCopy.Baseline && launch.Request.Limit.TotalSeconds < 30);
    }

    [Fact]
    public void Finish_CasesOfOneName_AreAFinding()
    {
        GateResult result = SimulatedGate.Of(6, Steady, new SimulatedBenchmark("N.T.Twice"), new SimulatedBenchmark("N.T.Twice"));
        Assert.Equal(Steady.Name, Assert.Single(result.Benchmarks).Plan.Name);
        Assert.All(
            result.Findings,
            finding => Assert.Contains("several benchmarks have this name", finding.Message, StringComparison.Ordinal)
        );
        Assert.Equal(ExitCode.MissingOrFailed, Exit(result));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(31)]
    [InlineData(60)]
    public void Resume_AfterAnInterruptionAnywhere_GivesTheSameSchedule(int launches)
    {
        SimulatedBenchmark[] benchmarks = [Steady, new("N.T.Slow", CandidateRatio: 1.08)];
        using SimulatedGate whole = new(7, [.. benchmarks]);
        GateRun expected = whole.Run();

        using CancellationTokenSource source = new();
        int begun = 0;
        using SimulatedGate gate = new(7, [.. benchmarks])
        {
            Before = _ =>
            {
                if (++begun == launches)
                {
                    source.Cancel();
                }
            },
        };
        Assert.Throws<OperationCanceledException>(() => gate.Run(source.Token));
        Assert.Equal(launches - 1, begun - 1);
        GateRun run = gate.Resume();

        Assert.True(GateStages.IsFinished(run));
        Assert.Equal(2, run.Sessions.Count);
        Assert.Equal(
            Verdict.Slower,
            GateResult.FromRun(run).Benchmarks.Single(benchmark => benchmark.Plan.Name == "N.T.Slow").Judgement.Verdict
        );
        Assert.Equal(Places(expected, LaunchPhase.StageOne).Order(), Places(run, LaunchPhase.StageOne).Order());
    }

    [Fact]
    public void Finish_AFinishedRun_DoesNothing()
    {
        using SimulatedGate gate = new(8, Steady);
        GateRun run = gate.Run();
        GateRun again = gate.Resume();
        Assert.Equal(run.Launches.Count, again.Launches.Count);
        Assert.Empty(gate.Launcher!.Launches);
    }

    [Fact]
    public void Resume_WhileAnotherWrites_IsRefused()
    {
        using SimulatedGate gate = new(8, Steady);
        gate.Run();
        using RunFile file = RunFile.Resume(gate.RunFilePath, out _);
        Assert.Throws<IOException>(() => RunFile.Resume(gate.RunFilePath, out _));
    }

    [Fact]
    public void Read_TwoRunsInOneFile_SaysWhere()
    {
        using SimulatedGate gate = new(8, Steady);
        gate.Run();
        string[] lines = File.ReadAllLines(gate.RunFilePath);
        File.AppendAllText(gate.RunFilePath, $"{lines[0]}\n");
        Assert.Contains(
            $"line {lines.Length + 1} is damaged",
            Assert.Throws<ReportFormatException>(() => RunFile.Read(gate.RunFilePath)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Finish_NoBenchmark_SaysSo()
    {
        using SimulatedGate gate = new(9);
        Assert.Contains("no benchmarks", Assert.Throws<UsageException>(() => gate.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TheSameFile_GivesTheSameVerdicts()
    {
        using SimulatedGate gate = new(10, Steady, new SimulatedBenchmark("N.T.Slow", CandidateRatio: 1.05));
        GateResult now = GateResult.FromRun(gate.Run());
        GateResult later = GateResult.FromRun(SimulatedGate.Undisturbed(RunFile.Read(gate.RunFilePath)));
        Assert.Equal(
            now.Benchmarks.Select(benchmark => benchmark.Judgement.Assessment.Estimate),
            later.Benchmarks.Select(benchmark => benchmark.Judgement.Assessment.Estimate)
        );
        Assert.Equal(Exit(now), Exit(later));
    }

    [Fact]
    public void Read_AFileCutOffAnywhere_IsTheRunUpToItsLastWholeLine()
    {
        using SimulatedGate gate = new(11, Steady);
        gate.Run();
        byte[] bytes = File.ReadAllBytes(gate.RunFilePath);
        int lines = bytes.Count(value => value == '\n');
        for (int length = Array.IndexOf(bytes, (byte)'\n') + 1; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(gate.RunFilePath, bytes[..length]);
            GateRun run = RunFile.Read(gate.RunFilePath);
            int whole = bytes[..length].Count(value => value == '\n');
            Assert.Equal(whole, 1 + run.Sessions.Count + (run.Probe is null ? 0 : 1) + (run.Plan is null ? 0 : 1) + run.Launches.Count);
        }

        using (RunFile.Resume(gate.RunFilePath, out _)) { }

        Assert.Equal((byte)'\n', File.ReadAllBytes(gate.RunFilePath)[^1]);
        Assert.True(GateStages.IsFinished(gate.Resume()));
        Assert.True(lines > 40);
    }

    [Theory]
    [InlineData("", "no file of a gate's run")]
    [InlineData("{}\n", "no file of a gate's run")]
    [InlineData("{\"line\":\"session\",\"startedUtc\":\"2026-01-01T00:00:00Z\"}\n", "no file of a gate's run")]
    public void Read_SomethingElse_SaysSo(string text, string message)
    {
        using SimulatedGate gate = new(12, Steady);
        File.WriteAllText(gate.RunFilePath, text);
        Assert.Contains(
            message,
            Assert.Throws<ReportFormatException>(() => RunFile.Read(gate.RunFilePath)).Message,
            StringComparison.Ordinal
        );
    }

    private static int Exit(GateResult result) => GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false);

    private static IEnumerable<string> Places(GateRun run, LaunchPhase stage) =>
        run.SelectPairs(stage).Select(pair => $"{pair.Number:000} {pair.Benchmark} {pair.IsControl}");
}
