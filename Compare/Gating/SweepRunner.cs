using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Measures the pairs of a sweep in one pair of processes, and watches the machine meanwhile.</summary>
/// <param name="turns">Starts the processes; null in a run whose sides take no turns.</param>
/// <param name="staged">The programs.</param>
/// <param name="stage">The stage of the pairs.</param>
/// <param name="clock">The session's clock.</param>
/// <param name="cancellation">Ends a measurement.</param>
internal sealed class SweepRunner(
    ITurnTaker? turns,
    StagedPrograms staged,
    LaunchPhase stage,
    Stopwatch clock,
    CancellationToken cancellation
)
{
    private readonly MachineMonitor _monitor = new();

    /// <param name="run">The run so far.</param>
    /// <param name="pairs">Of one sweep, in order.</param>
    /// <param name="add">Adds a line to the run and its file.</param>
    /// <param name="countdown">Shows the progress.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public GateRun Measure(GateRun run, ImmutableArray<PlannedPair> pairs, Func<GateRun, RunLine, GateRun> add, Countdown countdown)
    {
        PlannedPair first = pairs[0];
        using ISweep sweep = turns!.Begin(
            staged.Get(first.IsControl ? ProgramCopy.ControlBaseline : ProgramCopy.Baseline),
            staged.Get(first.IsControl ? ProgramCopy.ControlCandidate : ProgramCopy.Candidate),
            first.BaselineFirst
        );
        foreach (PlannedPair pair in pairs)
        {
            double expected = run.Plan![pair.Benchmark].PairSeconds;
            if (run.FindFault(pair.Benchmark) is not null)
            {
                countdown.Skip(expected, measurements: 2);
                continue;
            }

            run = Measure(sweep, pair).Aggregate(run, (current, line) => add(current, line));
            countdown.Step(expected, measurements: 2);
        }

        return run;
    }

    private ImmutableArray<LaunchLine> Measure(ISweep sweep, PlannedPair pair)
    {
        double start = clock.Elapsed.TotalSeconds;
        _monitor.Begin();
        TurnOutcome outcome = sweep.Measure(pair.Benchmark, cancellation);
        MachineReading machine = _monitor.End();
        double seconds = clock.Elapsed.TotalSeconds - start;

        LaunchLine CreateLine(LaunchSide side, ImmutableArray<double> turns, double bytes, double startedAt) =>
            new(
                stage,
                pair.Number,
                pair.Benchmark,
                side,
                Invocations: 0,
                outcome.Operations,
                turns,
                startedAt,
                seconds / 2,
                Halve(machine),
                outcome.Fault is { } fault && fault.IsBaseline == (side == LaunchSide.Baseline) ? fault.Message : null
            )
            {
                Unsteady = outcome.Unsteady,
                Unpinned = outcome.Unpinned,
                OverheadNanosecondsPerOp = outcome.Overhead,
                AllocatedBytesPerOp = bytes,
            };
        LaunchLine[] lines =
        [
            CreateLine(LaunchSide.Baseline, outcome.Baseline, outcome.BaselineBytes, start),
            CreateLine(
                pair.IsControl ? LaunchSide.Control : LaunchSide.Candidate,
                outcome.Candidate,
                outcome.CandidateBytes,
                start + (seconds / 2)
            ),
        ];
        return outcome.Fault is null ? [.. lines] : [.. lines.Where(line => line.Fault is not null)];
    }

    // Both sides ran in the same time, so each has half of it, and of what others did.
    private static MachineReading Halve(MachineReading machine) =>
        machine with
        {
            OthersCpuSeconds = machine.OthersCpuSeconds / 2,
            StolenSeconds = machine.StolenSeconds / 2,
            Throttled = machine.Throttled / 2,
        };
}
