using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Compare.Gating;

namespace ConcurrencyBench.Compare.Bisecting;

/// <summary>The programs of the commits of a bisection. Commits are numbers, as in its file.</summary>
internal interface IBisectPrograms
{
    /// <summary>Builds a commit, or finds it built.</summary>
    /// <returns>The reason why it cannot be built; null where it is.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    string? Build(int commit, CancellationToken cancellation);

    /// <returns>A commit that was built before and is the same code; null where there is none.</returns>
    /// <param name="commit">A commit that is built.</param>
    int? FindSameCode(int commit);

    /// <summary>Finds the benchmark that the filter chooses.</summary>
    /// <exception cref="UsageException">It is none, or several, or one that cannot take turns.</exception>
    BenchmarkLine FindBenchmark(CancellationToken cancellation);

    /// <summary>Measures a pair in fresh processes: a commit beside commit 0.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    TurnOutcome Measure(int commit, string benchmark, CancellationToken cancellation);
}
