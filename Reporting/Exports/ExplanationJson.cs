using ConcurrencyBench.Analysis.Gating.Explaining;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>The methods whose time changed as JSON: nanoseconds for each operation, and candidate minus baseline.</summary>
internal static class ExplanationJson
{
    public static object Create(Explanation explanation) =>
        new
        {
            FullName = explanation.Benchmark,
            explanation.Pairs,
            explanation.Samples,
            Operation = CreateTimes(explanation.Operation),
            Named = explanation.Named.Select(change => change.Method),
            explanation.ChangedCode,
            Compiled = explanation.Compiled.IsEmpty ? (object?)null : explanation.Compiled,
            Allocations = CreateFigures(explanation.Allocations),
            Collections = CreateFigures(explanation.Collections),
            Commits = explanation.Commits?.Methods.Select(method => new
            {
                method.Method,
                Commits = method.Commits.Select(commit => new
                {
                    Commit = commit.Hash,
                    commit.Authored,
                    commit.Author,
                    commit.Subject,
                }),
            }),
            CommitsReason = explanation.Commits?.Reason,
            Methods = explanation.Changes.Select(change => new
            {
                change.Method,
                change.IsFramework,
                change.Presence,
                change.IsNamed,
                change.HasChangedCode,
                ChangedInlinees = change.ChangedInlinees.IsEmpty ? (object?)null : change.ChangedInlinees,
                change.AdjustedPValue,
                Own = CreateTimes(change.Own),
                Self = CreateTimes(change.Self),
                Inclusive = CreateTimes(change.Inclusive),
                Through = change.Through.Select(through => new
                {
                    through.Method,
                    through.Presence,
                    Difference = through.Nanoseconds,
                }),
            }),
        };

    // Absent: unknown, or unchanged.
    private static object? CreateFigures(ImmutableArray<FigureChange> changes) =>
        changes.IsEmpty
            ? null
            : changes.Select(change => new
            {
                change.Name,
                change.Baseline,
                change.Candidate,
                Difference = change.Difference.Value,
                change.Difference.Lower,
                change.Difference.Upper,
            });

    private static object CreateTimes(SideTimes times) =>
        new
        {
            times.Baseline,
            times.Candidate,
            Difference = times.Difference.Value,
            times.Difference.Lower,
            times.Difference.Upper,
        };
}
