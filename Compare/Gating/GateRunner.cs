using System.Collections.Immutable;
using System.Diagnostics;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>
/// Does what a run still lacks: probe, pilot, plan, first stage, second stage. Everything is in the run's file before the
/// next thing starts, so a run that was interrupted goes on where it was.
/// </summary>
/// <param name="launcher">Starts processes.</param>
/// <param name="staged">The programs.</param>
/// <param name="file">Where everything goes.</param>
/// <param name="view">Who is told.</param>
/// <param name="cancellation">Ends the launch under way and the run.</param>
internal sealed class GateRunner(ILauncher launcher, StagedPrograms staged, RunFile file, IGateView view, CancellationToken cancellation)
{
    // A launch that takes this much longer than it should, and then some, hangs.
    private const double LimitFactor = 5;
    private static readonly TimeSpan LimitAllowance = TimeSpan.FromSeconds(10);

    private readonly MachineMonitor _watch = new();
    private readonly BenchmarkLauncher _cells = new(launcher);
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Finishes a run.</summary>
    /// <param name="run">What its file holds already.</param>
    /// <param name="pilot">Launches of an earlier run's pilot, to be used instead of a new one; empty for a new one.</param>
    /// <param name="tellPlan">Told of the plan before the stages begin.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the file holds all launches that ended.</exception>
    public GateRun Finish(GateRun run, ImmutableArray<LaunchLine> pilot, Action<GateRun> tellPlan)
    {
        run = Add(run, new SessionLine(DateTimeOffset.UtcNow));
        run = run.Probe is null ? Add(run, new GateProbe(launcher, staged, run.Header.Settings, cancellation).Run()) : run;
        if (run.Plan is null)
        {
            run = pilot.Where(launch => run.Probe!.Benchmarks.Any(cell => cell.Name == launch.Benchmark)).Aggregate(run, Add);
            run = RunPilot(run);
            run = Add(run, new PlanLine(Planner.Plan(PilotsOf(run), run.Header.Settings)));
        }

        tellPlan(run);
        return RunStage(RunStage(run, LaunchPhase.StageOne), LaunchPhase.StageTwo);
    }

    private GateRun RunPilot(GateRun run)
    {
        foreach (ProbedBenchmark cell in run.Probe!.Benchmarks)
        {
            run = Calibrate(run, cell);
        }

        string[] cells = [.. run.Probe!.Benchmarks.Select(cell => cell.Name).Where(cell => run.FindFault(cell) is null)];
        (string Cell, int Launches)[] missing =
        [
            .. cells.Select(cell =>
                (cell, PilotSize.Launches - run.SelectLaunches(LaunchPhase.Pilot).Count(launch => launch.Benchmark == cell))
            ),
        ];
        Countdown countdown = new("pilot", missing.Sum(cell => Math.Max(0, cell.Launches)), view);
        foreach ((string cell, int launches) in missing)
        {
            LaunchLine calibration = CalibrationOf(run, cell)!;
            double nanoseconds = PerInvocation(calibration);
            int invocations = InvocationsOf(run.Probe![cell], nanoseconds);
            for (int i = 0; i < launches && run.FindFault(cell) is null; i++)
            {
                run = Launch(
                    run,
                    new Measurement(
                        LaunchPhase.Pilot,
                        i,
                        cell,
                        LaunchSide.Baseline,
                        ProgramCopy.Baseline,
                        invocations,
                        PilotSize.ChooseIterations(nanoseconds, invocations),
                        calibration.Elapsed
                    )
                );
                countdown.Step(run.Launches[^1].Elapsed);
            }
        }

        return run;
    }

    // The first operation of a process is cold. What it suggests is tried, and corrected where it was far off.
    private GateRun Calibrate(GateRun run, ProbedBenchmark cell)
    {
        const int FarOff = 4;
        const int MostTries = 4;
        double nanoseconds = cell.NanosecondsPerInvocation;
        for (int tries = 0; CalibrationOf(run, cell.Name) is null && run.FindFault(cell.Name) is null; tries++)
        {
            int invocations = InvocationsOf(cell, nanoseconds);
            LaunchLine launch = Measure(
                run,
                new Measurement(
                    LaunchPhase.Calibration,
                    tries,
                    cell.Name,
                    LaunchSide.Baseline,
                    ProgramCopy.Baseline,
                    invocations,
                    Iterations: 3,
                    null
                )
            );
            if (launch.Fault is not null || tries == MostTries - 1 || InvocationsOf(cell, PerInvocation(launch)) <= FarOff * invocations)
            {
                return Add(run, launch);
            }

            nanoseconds = PerInvocation(launch);
        }

        return run;
    }

    private static int InvocationsOf(ProbedBenchmark cell, double nanoseconds) =>
        cell.RunsOncePerIteration ? 1 : PilotSize.ChooseInvocations(nanoseconds);

    private static double PerInvocation(LaunchLine launch) => launch.NanosecondsPerOp.Min() * launch.Operations / launch.Invocations;

    private static LaunchLine? CalibrationOf(GateRun run, string cell) =>
        run.Launches.FirstOrDefault(launch => launch.Phase == LaunchPhase.Calibration && launch.Benchmark == cell && launch.Fault is null);

    private static ImmutableArray<BenchmarkPilot> PilotsOf(GateRun run) =>
        [
            .. run.SelectLaunches(LaunchPhase.Pilot)
                .Where(launch => run.FindFault(launch.Benchmark) is null)
                .GroupBy(launch => launch.Benchmark)
                .Select(cell => new BenchmarkPilot(
                    cell.Key,
                    cell.First().Invocations,
                    cell.First().Operations,
                    [.. cell.Select(launch => new PilotLaunch(launch.NanosecondsPerOp, launch.Elapsed))]
                )),
        ];

    private GateRun RunStage(GateRun run, LaunchPhase stage)
    {
        ImmutableArray<PlannedPair> left = GateStages.SelectRemaining(run, stage);
        Countdown countdown = new(stage == LaunchPhase.StageOne ? "stage 1" : "stage 2", 2 * left.Length, view);
        foreach (PlannedPair pair in left)
        {
            run = RunPair(run, stage, pair, run.Plan![pair.Benchmark], countdown);
        }

        return run;
    }

    private GateRun RunPair(GateRun run, LaunchPhase stage, PlannedPair pair, BenchmarkPlan cell, Countdown countdown)
    {
        if (pair.IsSwapped != staged.IsSwapped)
        {
            staged.Swap();
        }

        (LaunchSide, ProgramCopy) baseline = (LaunchSide.Baseline, pair.IsControl ? ProgramCopy.ControlBaseline : ProgramCopy.Baseline);
        (LaunchSide, ProgramCopy) other = pair.IsControl
            ? (LaunchSide.Control, ProgramCopy.ControlCandidate)
            : (LaunchSide.Candidate, ProgramCopy.Candidate);
        foreach ((LaunchSide side, ProgramCopy program) in pair.BaselineFirst ? [baseline, other] : new[] { other, baseline })
        {
            // A cell that failed once has failed: the rest of its time is better spent on the others.
            if (run.FindFault(cell.Name) is not null)
            {
                countdown.Skip();
                continue;
            }

            run = Launch(
                run,
                new Measurement(stage, pair.Number, cell.Name, side, program, cell.Invocations, cell.Iterations, cell.LaunchSeconds)
            );
            countdown.Step(run.Launches[^1].Elapsed);
        }

        return run;
    }

    private GateRun Launch(GateRun run, Measurement measurement) => Add(run, Measure(run, measurement));

    private LaunchLine Measure(GateRun run, Measurement measurement)
    {
        GateSettings settings = run.Header.Settings;
        TimeSpan limit = TimeSpan.FromSeconds(settings.LaunchLimitSeconds);
        // How long the candidate takes is what is to be found out.
        if (
            measurement.Side != LaunchSide.Candidate
            && measurement.ExpectedSeconds is { } seconds
            && TimeSpan.FromSeconds(LimitFactor * seconds) + LimitAllowance is var usual
            && usual < limit
        )
        {
            limit = usual;
        }

        _watch.Begin();
        double startedAt = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        LaunchOutcome outcome = _cells.Launch(
            new LaunchRequest(
                staged.Get(measurement.Program),
                [],
                new LaunchCounts(
                    settings.Warmups,
                    measurement.Iterations,
                    measurement.Invocations,
                    PilotSize.ChooseUnrollFactor(measurement.Invocations)
                ),
                settings.ProgramArguments,
                GateProbe.ParseEnvironment(settings),
                limit
            ),
            measurement.Cell,
            cancellation
        );
        MachineReading machine = _watch.End();
        Benchmark? benchmark = outcome.Benchmarks.FirstOrDefault(benchmark =>
            benchmark.Key.FullName == measurement.Cell && !benchmark.IsFailed
        );
        string? fault = benchmark is not null ? null : outcome.Fault?.Message ?? "it gave no measurement";
        return new LaunchLine(
            measurement.Phase,
            measurement.Pair,
            measurement.Cell,
            measurement.Side,
            measurement.Invocations,
            (benchmark?.Launches[0].Operations ?? 0) / Math.Max(1, benchmark?.Launches[0].NanosecondsPerOp.Length ?? 1),
            benchmark?.Launches[0].NanosecondsPerOp ?? [],
            startedAt,
            outcome.Elapsed.TotalSeconds,
            machine,
            fault
        );
    }

    private GateRun Add(GateRun run, RunLine line)
    {
        file.Append(line);
        return run.With(line);
    }

    // One launch to come; how long it should take is null where nobody knows yet.
    private sealed record Measurement(
        LaunchPhase Phase,
        int Pair,
        string Cell,
        LaunchSide Side,
        ProgramCopy Program,
        int Invocations,
        int Iterations,
        double? ExpectedSeconds
    );

    /// <summary>Tells how far a part is, by what its launches have taken so far.</summary>
    private sealed class Countdown(string part, int total, IGateView view)
    {
        private int _done;
        private int _measured;
        private double _seconds;

        public void Step(double seconds)
        {
            _seconds += seconds;
            _measured++;
            Skip();
        }

        public void Skip()
        {
            _done++;
            view.ShowProgress(
                new GateProgress(part, _done, total, TimeSpan.FromSeconds(_seconds / Math.Max(1, _measured) * (total - _done)))
            );
        }
    }
}
