using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Compare.Gating;

namespace ConcurrencyBench.Compare.Bisecting;

/// <summary>Builds and measures what the search asks for, until the commit is found or the budget is spent.</summary>
/// <param name="programs">The programs of the commits.</param>
/// <param name="append">Saves a line.</param>
/// <param name="view">Shows the progress.</param>
/// <param name="budget">The time after which it ends; null for none.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class BisectRunner(
    IBisectPrograms programs,
    Action<BisectLine> append,
    IGateView view,
    TimeSpan? budget,
    TimeProvider clock
)
{
    // Until both were timed.
    private const double UsualBuildPairs = 3;

    private readonly HashSet<int> _built = [];
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _buildTime;
    private TimeSpan _pairTime;
    private int _builds;
    private int _pairs;

    private TimeSpan PairTime => _pairs > 0 ? _pairTime / _pairs : TimeSpan.Zero;

    private bool HasTime => budget is null || clock.GetElapsedTime(_start) < budget;

    /// <summary>Finishes a bisection.</summary>
    /// <param name="run">The content of its file.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The run, finished or at the end of the budget.</returns>
    /// <exception cref="UsageException">An end does not build, or its benchmark fails.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; all pairs that ended are saved.</exception>
    public BisectRun Finish(BisectRun run, CancellationToken cancellation)
    {
        run = BuildEnds(run, cancellation);
        int? current = null;
        while (HasTime && run.ChooseNext(_built, EstimateBuildPairs()) is { } next)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_built.Contains(next))
            {
                run = Build(run, next, cancellation);
                continue;
            }

            if (next != current)
            {
                view.ShowMessage(DescribeNext(run, next));
                current = next;
            }

            run = Measure(run, next, cancellation);
        }

        return run;
    }

    private BisectRun BuildEnds(BisectRun run, CancellationToken cancellation)
    {
        int last = run.Header.Last;
        view.ShowMessage(
            $"{Figures.FormatCount(last, "commit")} from {run.Header.Commits[0].Short} (good) to {run.Header.Commits[last].Short} (bad)."
        );
        foreach (int end in (int[])[0, last])
        {
            if (programs.Build(end, cancellation) is { } reason)
            {
                throw new UsageException(reason);
            }

            _built.Add(end);
        }

        if (run.Benchmark is null)
        {
            if (programs.FindSameCode(last) is not null)
            {
                return Add(run, new AlikeLine(last, 0));
            }

            run = Add(run, programs.FindBenchmark(cancellation));
        }

        return run;
    }

    private BisectRun Build(BisectRun run, int commit, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        if (programs.Build(commit, cancellation) is { } reason)
        {
            view.ShowMessage($"{Describe(run, commit)} is skipped: {reason}");
            return Add(run, new SkipLine(commit, reason));
        }

        _buildTime += clock.GetElapsedTime(start);
        _builds++;
        _built.Add(commit);
        if (programs.FindSameCode(commit) is not { } other || run.Alike.Contains((commit, other)))
        {
            return run;
        }

        view.ShowMessage($"{Describe(run, commit)} is the same code as {run.Header.Commits[other].Short}.");
        return Add(run, new AlikeLine(commit, other));
    }

    private BisectRun Measure(BisectRun run, int commit, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        TurnOutcome outcome = programs.Measure(commit, run.Benchmark!.Name, cancellation);
        _pairTime += clock.GetElapsedTime(start);
        _pairs++;
        RequireMeasurable(run, commit, outcome);
        if (outcome.Fault is { } fault)
        {
            view.ShowMessage($"{Describe(run, commit)} is skipped: {fault.Message}");
            return Add(run, new SkipLine(commit, fault.Message));
        }

        run = Add(run, new PairLine(commit, outcome.Baseline, outcome.Candidate, outcome.Unsteady));
        if (run.Ends == EndsVerdict.Open)
        {
            ShowEnds(run);
        }

        return run;
    }

    private static void RequireMeasurable(BisectRun run, int commit, TurnOutcome outcome)
    {
        if (outcome.Fault is { } fault)
        {
            if (fault.IsBaseline || commit == run.Header.Last)
            {
                string side = run.Header.Commits[fault.IsBaseline ? 0 : commit].Short;
                throw new UsageException($"{run.Benchmark!.Name} fails in {side}: {fault.Message}");
            }
        }
        else if (outcome.Unsteady is null && outcome.Baseline.Min() <= 0)
        {
            throw new UsageException($"{run.Benchmark!.Name} takes no measurable time, so it cannot be slower since a commit.");
        }
    }

    private void ShowEnds(BisectRun run)
    {
        int done = run.Pairs.Length;
        int total = EndsTest.FindNextLook(done);
        view.ShowProgress(new GateProgress("both ends", done, total, (total - done) * PairTime));
    }

    // A build serves all pairs of its commit, so it counts for half.
    private double EstimateBuildPairs() => _builds > 0 && PairTime > TimeSpan.Zero ? _buildTime / _builds / PairTime / 2 : UsualBuildPairs;

    private static string DescribeNext(BisectRun run, int next) =>
        run.Range is { } range
            ? $"Measuring {Describe(run, next)}. {Figures.FormatCount(range.Count)} of {Figures.FormatCount(run.Header.Last, "commit")} "
                + $"hold the first slow one with {Figures.FormatPercent(run.Header.Probability)}: "
                + $"{run.Header.Commits[range.First].Short} to {run.Header.Commits[range.Last].Short}."
            : $"Measuring {run.Benchmark!.Name} at both ends first.";

    private static string Describe(BisectRun run, int commit) =>
        $"{run.Header.Commits[commit].Short} \"{run.Header.Commits[commit].Subject}\"";

    private BisectRun Add(BisectRun run, BisectLine line)
    {
        append(line);
        return run.With(line);
    }
}
