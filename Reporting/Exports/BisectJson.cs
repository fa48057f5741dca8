using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>The result of a bisection as JSON, in the units and under the version of <see cref="ResultJson"/>.</summary>
internal static class BisectJson
{
    /// <param name="run">Finished, or as far as its budget went.</param>
    /// <param name="exitCode">0 where the commit is found, else 3.</param>
    /// <param name="runFile">Where the raw pairs are.</param>
    public static string Render(BisectRun run, int exitCode, string runFile) =>
        ResultJson.Write(
            new
            {
                ResultJson.SchemaVersion,
                Kind = "bisect",
                ExitCode = exitCode,
                run.Header.Settings.Margin,
                run.Header.Settings.Seed,
                WantedProbability = run.Header.Probability,
                RunFile = runFile,
                FullName = run.Benchmark?.Name,
                run.Benchmark?.Machine,
                run.Benchmark?.Runtime,
                run.IsFound,
                First = run.Range is { } range ? CreateCommit(run, range.First) : null,
                Last = run.Range is { } same ? CreateCommit(run, same.Last) : null,
                run.Range?.Probability,
                Ratio = run.Change is { } change ? CreateRatio(change) : null,
                Explanation = run.Explanation is { } explanation ? ExplanationJson.Create(explanation) : null,
                Commits = Enumerable.Range(0, run.Header.Commits.Length).Select(commit => CreateCommit(run, commit)),
            }
        );

    private static object CreateCommit(BisectRun run, int commit) =>
        new
        {
            Commit = run.Header.Commits[commit].Hash,
            run.Header.Commits[commit].Authored,
            run.Header.Commits[commit].Author,
            run.Header.Commits[commit].Subject,
            Pairs = run.SelectLogRatios(commit).Length,
            Ratio = run.SelectLogRatios(commit) is { IsEmpty: false } pairs
                ? Math.Exp(PairedEstimate.FromDifferences(pairs).Value)
                : (double?)null,
            Probability = commit > 0 && run.Search is { } search ? search.Probabilities[commit - 1] : (double?)null,
            Skipped = run.Skipped.GetValueOrDefault(commit),
        };

    private static object CreateRatio(PairedEstimate change) =>
        new
        {
            Value = Math.Exp(change.Value),
            Lower = double.IsFinite(change.Lower) ? Math.Exp(change.Lower) : (double?)null,
            Upper = double.IsFinite(change.Upper) ? Math.Exp(change.Upper) : (double?)null,
        };
}
