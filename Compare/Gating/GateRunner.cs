using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>
/// Does what a run still lacks: probe, pilot, plan, first stage, second stage. Everything is in the run's file before the
/// next step starts, so an interrupted run can continue.
/// </summary>
/// <param name="engines">Measure.</param>
/// <param name="staged">The programs.</param>
/// <param name="file">The file of the run.</param>
/// <param name="view">Shows the progress.</param>
/// <param name="cancellation">Ends the current launch and the run.</param>
internal sealed class GateRunner(GateEngines engines, StagedPrograms staged, RunFile file, IGateView view, CancellationToken cancellation)
{
    /// <summary>Finds the full names, without parameters, of benchmarks whose code is the same on both sides; null measures all.</summary>
    public Func<IReadOnlySet<string>>? FindUnaffected { get; init; }

    /// <summary>Finishes a run.</summary>
    /// <param name="run">The content of its file.</param>
    /// <param name="earlier">The run whose pilot is used instead of a new one.</param>
    /// <param name="showPlan">Shows the plan before the stages begin.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the file holds all launches that ended.</exception>
    public GateRun Finish(GateRun run, EarlierRun earlier, Action<GateRun> showPlan)
    {
        GateSettings settings = run.Header.Settings;
        LaunchMeasurer measurer = new(engines.Launcher, staged, settings, cancellation);
        run = Add(run, new SessionLine(DateTimeOffset.UtcNow));
        run = run.Probe is null ? Add(run, Probe(settings)) : run;
        if (run.Plan is null)
        {
            HashSet<string> names = [.. run.Probe!.Benchmarks.Select(benchmark => benchmark.Name)];
            run = earlier.Launches.Where(launch => names.Contains(launch.Benchmark)).Aggregate(run, Add);
            run = new PilotRunner(measurer, view, Add).Finish(run);
            run = Add(run, new PlanLine(GatePlanner.Plan(run.Probe!, PilotRunner.Summarize(run), settings, earlier.Spreads)));
        }

        showPlan(run);
        run = RunStage(run, LaunchPhase.StageOne, measurer);
        if (!run.Plan!.IsStageTwoPlanned && run.Plan.Benchmarks.Any(benchmark => benchmark.Method == PairMethod.Turns))
        {
            run = Add(run, new PlanLine(TurnPlanner.PlanStageTwo(run)));
        }

        return RunStage(run, LaunchPhase.StageTwo, measurer);
    }

    private ProbeLine Probe(GateSettings settings)
    {
        ProbeLine ProbeLaunches(GateSettings some)
        {
            ProbeLine line = new GateProbe(engines.Launcher, staged, some, cancellation).Run();
            return some.Shard is { } shard ? line.TakeShard(shard) : line;
        }

        ProbeLine probe = engines.Turns is { } turns
            ? new TurnProbe(turns, staged, settings, FindUnaffected is null ? null : DrawUnchanged, ProbeLaunches, view, cancellation).Run()
            : ProbeLaunches(settings);
        return FindUnaffected is null || probe.Unchanged is not null
            ? probe
            : probe.LeaveOut(DrawUnchanged(probe.Benchmarks.Select(benchmark => benchmark.Name)));

        UnchangedBenchmarks DrawUnchanged(IEnumerable<string> names) => UnchangedBenchmarks.Draw(names, FindUnaffected!(), settings.Seed);
    }

    private GateRun RunStage(GateRun run, LaunchPhase stage, LaunchMeasurer measurer)
    {
        ImmutableArray<PlannedPair> left = GateStages.SelectRemaining(run, stage);
        Countdown countdown = new(
            stage == LaunchPhase.StageOne ? "stage 1" : "stage 2",
            2 * left.Length,
            left.Sum(pair => run.Plan![pair.Benchmark].PairSeconds),
            view
        );
        SweepRunner sweeps = new(engines.Turns, staged, stage, measurer.Clock, cancellation);
        foreach (ImmutableArray<PlannedPair> together in SplitBySweep(left))
        {
            if (together[0].IsSwapped != staged.IsSwapped)
            {
                staged.Swap();
            }

            run =
                together[0].Sweep > 0
                    ? sweeps.Measure(run, together, Add, countdown)
                    : CreateLaunches(stage, together[0], run.Plan![together[0].Benchmark])
                        .Aggregate(run, (current, launch) => Measure(current, launch, measurer, countdown));
        }

        return run;
    }

    // Pairs of one sweep stand together; each of the others is alone.
    private static IEnumerable<ImmutableArray<PlannedPair>> SplitBySweep(ImmutableArray<PlannedPair> pairs)
    {
        for (int start = 0, end; start < pairs.Length; start = end)
        {
            end = start + 1;
            while (end < pairs.Length && pairs[end].Sweep == pairs[start].Sweep && pairs[start].Sweep > 0)
            {
                end++;
            }

            yield return pairs[start..end];
        }
    }

    private static IEnumerable<PlannedLaunch> CreateLaunches(LaunchPhase stage, PlannedPair pair, BenchmarkPlan plan)
    {
        PlannedLaunch baseline = new(
            stage,
            pair.Number,
            plan.Name,
            LaunchSide.Baseline,
            pair.IsControl ? ProgramCopy.ControlBaseline : ProgramCopy.Baseline,
            plan.Invocations,
            plan.Iterations,
            plan.LaunchSeconds
        );
        PlannedLaunch candidate = pair.IsControl
            ? baseline with
            {
                Side = LaunchSide.Control,
                Copy = ProgramCopy.ControlCandidate,
            }
            : baseline with
            {
                Side = LaunchSide.Candidate,
                Copy = ProgramCopy.Candidate,
            };
        return pair.BaselineFirst ? [baseline, candidate] : [candidate, baseline];
    }

    private GateRun Measure(GateRun run, PlannedLaunch launch, LaunchMeasurer measurer, Countdown countdown)
    {
        // A benchmark that failed once has failed: its remaining time is better spent on the others.
        if (run.FindFault(launch.Benchmark) is not null)
        {
            countdown.Skip(launch.ExpectedSeconds ?? 0);
            return run;
        }

        run = Add(run, measurer.Measure(launch));
        countdown.Step(launch.ExpectedSeconds ?? 0);
        return run;
    }

    private GateRun Add(GateRun run, RunLine line)
    {
        file.Append(line);
        return run.With(line);
    }
}
