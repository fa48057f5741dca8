using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
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

    /// <summary>Profiles two commits that are built in pairs of fresh processes.</summary>
    /// <param name="before">The commit of the baseline.</param>
    /// <param name="after">That of the candidate.</param>
    /// <param name="benchmark">Full name.</param>
    /// <param name="save">Gets each profile.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Profile(int before, int after, string benchmark, Action<ProfileLine> save, CancellationToken cancellation);

    /// <summary>Finds the commits after one and up to another that touch the methods of their explanation.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    MethodCommitsLine FindCommits(int before, int after, Explanation explanation, CancellationToken cancellation);
}
