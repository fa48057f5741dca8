using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Profiling;

namespace ConcurrencyBench.Compare.Bisecting;

/// <summary>Profiles the found commit beside the one before it. Whatever fails here, the found commit stays found.</summary>
/// <param name="programs">The programs of the commits.</param>
/// <param name="append">Saves a line.</param>
/// <param name="view">Shows the progress.</param>
internal sealed class BisectExplainer(IBisectPrograms programs, Action<BisectLine> append, IGateView view)
{
    /// <param name="run">A bisection; where it has not found its commit, nothing is profiled.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The run with the profiles.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; all profiles that were read are saved.</exception>
    public BisectRun Explain(BisectRun run, CancellationToken cancellation)
    {
        if (!run.IsFound || run.Range is not { } range)
        {
            return run;
        }

        int before = range.First - 1;
        try
        {
            if ((programs.Build(before, cancellation) ?? programs.Build(range.Last, cancellation)) is { } reason)
            {
                throw new UsageException(reason);
            }

            view.ShowMessage(
                $"Profiling {run.Benchmark!.Name} in {run.Header.Commits[range.Last].Short} and {run.Header.Commits[before].Short}."
            );
            programs.Profile(
                before,
                range.Last,
                run.Benchmark.Name,
                profile => Save(new CommitProfileLine(before, range.Last, profile)),
                cancellation
            );
            if (run.Explanation is { } explanation)
            {
                Save(new CommitMethodsLine(before, range.Last, programs.FindCommits(before, range.Last, explanation, cancellation)));
            }
        }
        catch (Exception exception)
            when (exception is UsageException or ProfileException or DuetException or IOException or UnauthorizedAccessException)
        {
            view.ShowMessage($"{run.Header.Commits[range.Last].Short} is not profiled. {exception.Message}");
        }

        return run;

        void Save(BisectLine line)
        {
            append(line);
            run = run.With(line);
        }
    }
}
