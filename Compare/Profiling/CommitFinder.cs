using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Finds the commits between two that touch the methods of an explanation, by lines of the debug information.</summary>
/// <param name="repository">The repository of both commits.</param>
/// <param name="baseline">The commit of the baseline.</param>
/// <param name="candidate">The commit of the candidate.</param>
/// <param name="candidateFolder">The build of the candidate.</param>
internal sealed class CommitFinder(GitRepository repository, string baseline, string candidate, string candidateFolder)
{
    private const int MostNamed = 3;
    private const int MostMethods = 6;

    /// <summary>The longest time for all methods of a benchmark.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Chooses the methods that are looked at: the named ones, what is new below them, changed code, and what only one side inlines.
    /// </summary>
    public static ImmutableArray<string> Choose(Explanation explanation) =>
        [
            .. explanation
                .Named.Take(MostNamed)
                .SelectMany(named => named.Through.Take(1).Select(through => through.Method).Prepend(named.Method))
                .Concat(explanation.ChangedCode)
                .Concat(
                    explanation.Compiled.SelectMany(compiled => compiled.NoLongerInlined.Concat(compiled.NewlyInlined)).Where(IsOfProgram)
                )
                .Where(method => explanation.Changes.All(change => change.Method != method || !change.IsFramework))
                .Distinct()
                .Take(MostMethods),
        ];

    // The compiler inlines much of the runtime's libraries, whose source is not in the repository.
    private static bool IsOfProgram(string method) => !method.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>Finds the commits of an explanation.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public MethodCommitsLine Find(Explanation explanation, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        ImmutableArray<string> methods = Choose(explanation);
        ILookup<string, SourceLines> lines = MethodLines.Find(candidateFolder, methods.Select(MethodName.RemoveArguments).ToHashSet());
        HashSet<string> files = methods.IsEmpty ? [] : [.. repository.ListFiles(candidate)];
        List<MethodCommits> found = [];
        List<string> unknown = [];
        try
        {
            foreach (string method in methods)
            {
                SourceLines[] own =
                [
                    .. lines[MethodName.RemoveArguments(method)].Select(part => Locate(part, files)).OfType<SourceLines>(),
                ];
                if (own is [])
                {
                    unknown.Add(method);
                    continue;
                }

                SourceCommit[] commits =
                [
                    .. own.SelectMany(List).DistinctBy(commit => commit.Hash).OrderByDescending(commit => commit.Authored),
                ];
                found.Add(new MethodCommits(method, [.. commits]));
            }
        }
        catch (UsageException exception)
        {
            return new MethodCommitsLine(explanation.Benchmark, [.. found], exception.Message);
        }

        return new MethodCommitsLine(explanation.Benchmark, [.. found], ExplainUnknown(unknown));

        IEnumerable<SourceCommit> List(SourceLines part)
        {
            TimeSpan left = Limit - Stopwatch.GetElapsedTime(start);
            return left > TimeSpan.Zero
                ? repository.ListCommitsOf(baseline, candidate, part, left, cancellation)
                : throw new UsageException($"git log takes longer than {Figures.FormatDuration(Limit.TotalSeconds)}.");
        }
    }

    private static string? ExplainUnknown(List<string> methods) =>
        methods is []
            ? null
            : $"The build has no source lines of {string.Join(", ", methods)} that are in the repository: they are generated, or their "
                + "assembly has no portable PDB.";

    // The folder in which it was built is another one, or mapped.
    private SourceLines? Locate(SourceLines lines, HashSet<string> files)
    {
        string[] parts = lines.Path.Split('/', '\\');
        string? path = Enumerable.Range(0, parts.Length).Select(first => string.Join('/', parts[first..])).FirstOrDefault(files.Contains);
        return path is null
            ? null
            : new SourceLines(path, MethodHeader.FindStart(repository.ReadLines(candidate, path), lines.First), lines.Last);
    }
}
