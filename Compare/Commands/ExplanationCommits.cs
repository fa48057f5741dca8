using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Profiling;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Finds the commits that touch the methods of a gate's explanations, where its sides are commits of one repository.</summary>
internal static class ExplanationCommits
{
    /// <param name="run">With its profiles.</param>
    /// <param name="candidateFolder">The build of the candidate.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A line for each explanation of which nobody looked for commits yet.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IEnumerable<MethodCommitsLine> Find(GateRun run, string candidateFolder, CancellationToken cancellation)
    {
        Explanation[] explanations =
        [
            .. Explanation.FromRun(run).Where(explanation => explanation.Commits is null && !CommitFinder.Choose(explanation).IsEmpty),
        ];
        if (explanations is [])
        {
            yield break;
        }

        CommitFinder? finder = CreateFinder(run.Header, candidateFolder, out string reason);
        foreach (Explanation explanation in explanations)
        {
            yield return finder?.Find(explanation, cancellation) ?? new MethodCommitsLine(explanation.Benchmark, [], reason);
        }
    }

    private static CommitFinder? CreateFinder(HeaderLine header, string candidateFolder, out string reason)
    {
        reason = "The sides are not two commits of one repository.";
        string source = header.Candidate.Source;
        string folder = Environment.CurrentDirectory;
        string revision = source;
        if (!IsHash(source))
        {
            if (ProgramSource.Parse(source, folder) is not ProgramSource.Tree tree)
            {
                return null;
            }

            folder = tree.Path;
            revision = "HEAD";
        }

        if (
            !IsHash(header.Baseline.Source)
            || GitRepository.FindAround(folder, out _) is not { } repository
            || repository.ResolveCommit(header.Baseline.Source) is not { } baseline
            || repository.ResolveCommit(revision) is not { } candidate
        )
        {
            return null;
        }

        reason = "The candidate has changes that are not committed.";
        return revision == "HEAD" && repository.HasChanges() ? null : new CommitFinder(repository, baseline, candidate, candidateFolder);
    }

    private static bool IsHash(string source) => source.Length >= 40 && source.All(char.IsAsciiHexDigit);
}
