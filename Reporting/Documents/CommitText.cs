using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The commits that touch the methods of an explanation, for a reader.</summary>
internal static class CommitText
{
    private const int MostCommits = 8;

    /// <summary>A list of the commits with the methods that each touches; nothing where nobody looked for them.</summary>
    public static ImmutableArray<Block> Create(Explanation explanation)
    {
        if (explanation.Commits is not { } line)
        {
            return [];
        }

        (SourceCommit Commit, string[] Methods)[] commits =
        [
            .. line
                .Methods.SelectMany(method => method.Commits.Select(commit => (commit, method.Method)))
                .GroupBy(touch => touch.commit.Hash)
                .Select(group => (group.First().commit, group.Select(touch => touch.Method).Distinct().ToArray()))
                .OrderByDescending(touch => touch.commit.Authored),
        ];
        string[] untouched = [.. line.Methods.Where(method => method.Commits.IsEmpty).Select(method => Shorten(method.Method))];
        ImmutableArray<string> items =
        [
            .. commits.Take(MostCommits).Select(touch => Describe(touch.Commit, touch.Methods)),
            .. commits.Length > MostCommits
                ? [$"{commits.Length - MostCommits} more, which the JSON lists."]
                : ImmutableArray<string>.Empty,
            .. untouched is [] ? ImmutableArray<string>.Empty : [$"No commit between both sides touches {string.Join(", ", untouched)}."],
            .. line.Reason is { } reason ? [$"Commits are not known: {reason}"] : ImmutableArray<string>.Empty,
        ];
        return items is [] ? [] : [new Bullets(items)];
    }

    private static string Describe(SourceCommit commit, string[] methods)
    {
        string date = commit.Authored.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{commit.Short} \"{commit.Subject}\" of {commit.Author}, {date}, touches {string.Join(", ", methods.Select(Shorten))}.";
    }

    private static string Shorten(string method) => ExplanationText.ShortenParameters(method);
}
