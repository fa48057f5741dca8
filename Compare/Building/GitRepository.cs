using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>A git repository, read and changed with the <c>git</c> program.</summary>
/// <param name="Folder">Its top folder.</param>
internal sealed record GitRepository(string Folder)
{
    /// <summary>The length of a commit's hash in messages.</summary>
    public const int ShortLength = 7;

    private const char Separator = '\u001f';

    private static readonly ImmutableArray<string> LogOfCommits =
    [
        "log",
        "--no-show-signature",
        $"--format=%H{Separator}%aI{Separator}%an{Separator}%s",
    ];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The variables that git, and builds that run git, must not inherit. In a hook they name the hook's repository, whatever
    /// folder git is started in.
    /// </summary>
    public static ImmutableArray<(string Name, string? Value)> Environment { get; } =
    [
        ("GIT_DIR", null),
        ("GIT_WORK_TREE", null),
        ("GIT_INDEX_FILE", null),
        ("GIT_OBJECT_DIRECTORY", null),
        ("GIT_COMMON_DIR", null),
        ("GIT_PREFIX", null),
        ("GIT_TERMINAL_PROMPT", "0"),
    ];

    /// <param name="folder">Any folder in it.</param>
    /// <param name="error">The message of git when there is none, or when git does not trust it.</param>
    /// <returns>The repository that holds a folder; null when there is none.</returns>
    public static GitRepository? FindAround(string folder, out string error)
    {
        GitRun run = RunGit(folder, ["rev-parse", "--show-toplevel"]);
        error = run.Error;
        return run.ExitCode == 0 ? new GitRepository(Path.GetFullPath(run.Output)) : null;
    }

    /// <returns>The commit of a revision; null when there is none.</returns>
    public string? ResolveCommit(string revision) =>
        revision.Length > 0
        && !revision.StartsWith('-')
        && RunGit(Folder, ["rev-parse", "--verify", "--quiet", $"{revision}^{{commit}}"]) is { ExitCode: 0 } run
            ? run.Output
            : null;

    /// <returns>True when a commit is an ancestor of another one, or the same.</returns>
    public bool IsAncestor(string commit, string of) => RunGit(Folder, ["merge-base", "--is-ancestor", commit, of]).ExitCode == 0;

    /// <summary>Lists the commits from one to another, the oldest first. Of a merge only the merge counts, not what it brings.</summary>
    /// <param name="first">An ancestor; it is the first of the list.</param>
    /// <param name="last">The last of the list.</param>
    /// <exception cref="UsageException">Git fails.</exception>
    public ImmutableArray<SourceCommit> ListCommits(string first, string last) =>
        [.. ReadCommits("-1", first), .. ReadCommits("--first-parent", "--reverse", $"{first}..{last}")];

    /// <summary>Lists the commits between two that changed some lines of a file, the newest first.</summary>
    /// <param name="first">A commit that is not in the list, nor are its ancestors.</param>
    /// <param name="last">The commit of which the lines are.</param>
    /// <param name="lines">The lines; the path is from the top of the repository.</param>
    /// <param name="limit">The longest time.</param>
    /// <param name="cancellation">Ends git.</param>
    /// <exception cref="UsageException">Git fails, or takes too long.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImmutableArray<SourceCommit> ListCommitsOf(
        string first,
        string last,
        SourceLines lines,
        TimeSpan limit,
        CancellationToken cancellation
    ) =>
        [
            .. ReadCommits(
                RunGit(
                    Folder,
                    [
                        .. LogOfCommits,
                        "--no-patch",
                        FormattableString.Invariant($"-L{lines.First},{lines.Last}:{lines.Path}"),
                        $"{first}..{last}",
                    ],
                    limit: limit,
                    cancellation: cancellation
                )
            ),
        ];

    /// <returns>The paths of all files of a commit, from the top of the repository, with / between folders.</returns>
    public ImmutableArray<string> ListFiles(string commit) =>
        [.. RunGit(Folder, ["-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", "--full-tree", commit]).Output.Split('\n')];

    /// <returns>The lines of a file in a commit; none where it is not there.</returns>
    public ImmutableArray<string> ReadLines(string commit, string path) =>
        RunGit(Folder, ["show", $"{commit}:{path}"]) is { ExitCode: 0 } run ? [.. run.Output.Split('\n')] : [];

    private IEnumerable<SourceCommit> ReadCommits(params ImmutableArray<string> selection) =>
        ReadCommits(RunGit(Folder, [.. LogOfCommits, .. selection]));

    private IEnumerable<SourceCommit> ReadCommits(GitRun run) =>
        run.ExitCode == 0
            ? run
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(Separator, 4))
                .Select(fields => new SourceCommit(
                    fields[0],
                    DateTimeOffset.Parse(fields[1], CultureInfo.InvariantCulture),
                    fields[2],
                    fields[3]
                ))
            : throw new UsageException($"git cannot list the commits of {Folder}: {run.Error}");

    /// <returns>True when the working tree differs from its commit, also by files that are not tracked.</returns>
    public bool HasChanges() => RunGit(Folder, ["status", "--porcelain"]).Output.Length > 0;

    /// <summary>Checks a commit out into a new folder, without hooks.</summary>
    /// <exception cref="UsageException">Git fails.</exception>
    public void AddWorktree(string path, string commit, LaunchGuard guard, CancellationToken cancellation)
    {
        GitRun run = RunGit(
            Folder,
            ["-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", "--force", path, commit],
            guard,
            cancellation: cancellation
        );
        if (run.ExitCode != 0)
        {
            throw new UsageException($"git cannot check out {commit[..ShortLength]} of {Folder}: {run.Error}");
        }
    }

    /// <summary>Removes a working tree from the repository, and its folder if it exists.</summary>
    public void RemoveWorktree(string path) => RunGit(Folder, ["worktree", "remove", "--force", "--force", path]);

    /// <summary>Removes the working trees below a folder that a killed gate has left in the repository.</summary>
    public void PruneWorktreesIn(string folder)
    {
        const string Field = "worktree ";
        foreach (string line in RunGit(Folder, ["worktree", "list", "--porcelain"]).Output.Split('\n'))
        {
            if (
                line.StartsWith(Field, StringComparison.Ordinal)
                && Path.GetFullPath(line[Field.Length..]) is { } path
                && Path.GetDirectoryName(path) == folder
                && !Directory.Exists(path)
            )
            {
                RemoveWorktree(path);
            }
        }
    }

    // Queries take milliseconds, and need no guard.
    private static GitRun RunGit(
        string folder,
        ImmutableArray<string> arguments,
        LaunchGuard? guard = null,
        TimeSpan? limit = null,
        CancellationToken cancellation = default
    )
    {
        List<string> output = [];
        List<string> error = [];
        ChildEnd end = GuardedRun.Run(
            guard,
            new ChildCommand("git", arguments, folder, limit ?? Limit) { Environment = Environment },
            output.Add,
            error.Add,
            cancellation
        );
        return end.ExitCode is { } code
            ? new GitRun(code, string.Join('\n', output), string.Join(' ', error))
            : new GitRun(-1, "", "it takes too long.");
    }

    private sealed record GitRun(int ExitCode, string Output, string Error);
}
