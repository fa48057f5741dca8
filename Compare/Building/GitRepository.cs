using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>A git repository, asked and changed through the <c>git</c> program.</summary>
/// <param name="Folder">Its top folder.</param>
internal sealed record GitRepository(string Folder)
{
    /// <summary>How many digits of a commit people are shown.</summary>
    public const int ShortLength = 7;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What is taken out of the environment of git, and of builds that ask git. A gate may run in a hook, where they name that
    /// hook's repository, whatever folder git is started in.
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
    /// <param name="complaint">What git says where there is none, or where it does not trust the one that there is.</param>
    /// <returns>The repository that a folder is in; null where it is in none.</returns>
    public static GitRepository? FindAround(string folder, out string complaint)
    {
        GitRun run = Git(folder, ["rev-parse", "--show-toplevel"]);
        complaint = run.Error;
        return run.ExitCode == 0 ? new GitRepository(Path.GetFullPath(run.Output)) : null;
    }

    /// <returns>The commit that a text names; null where it names none.</returns>
    public string? ResolveCommit(string revision) =>
        revision.Length > 0
        && !revision.StartsWith('-')
        && Git(Folder, ["rev-parse", "--verify", "--quiet", $"{revision}^{{commit}}"]) is { ExitCode: 0 } run
            ? run.Output
            : null;

    /// <returns>Whether the working tree differs from its commit, also by files that are not tracked.</returns>
    public bool HasChanges() => Git(Folder, ["status", "--porcelain"]).Output.Length > 0;

    /// <summary>Checks a commit out into a new folder, without hooks.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public void AddWorktree(string path, string commit, LaunchGuard guard, CancellationToken cancellation)
    {
        GitRun run = Git(
            Folder,
            ["-c", "core.hooksPath=/dev/null", "worktree", "add", "--detach", "--force", path, commit],
            guard,
            cancellation
        );
        if (run.ExitCode != 0)
        {
            throw new UsageException($"git cannot check out {commit[..ShortLength]} of {Folder}: {run.Error}");
        }
    }

    /// <summary>Forgets a working tree, and deletes it if it is there.</summary>
    public void RemoveWorktree(string path) => Git(Folder, ["worktree", "remove", "--force", "--force", path]);

    /// <summary>Forgets the working trees below a folder that a gate made and could not remove, because it was killed.</summary>
    public void PruneWorktreesIn(string folder)
    {
        const string Field = "worktree ";
        foreach (string line in Git(Folder, ["worktree", "list", "--porcelain"]).Output.Split('\n'))
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

    // Questions take milliseconds, and need no guard.
    private static GitRun Git(
        string folder,
        ImmutableArray<string> arguments,
        LaunchGuard? guard = null,
        CancellationToken cancellation = default
    )
    {
        List<string> output = [];
        List<string> error = [];
        ChildEnd end = GuardedRun.Run(
            guard,
            new ChildCommand("git", arguments, folder, Limit) { Environment = Environment },
            output.Add,
            error.Add,
            cancellation
        );
        return new GitRun(end.ExitCode ?? -1, string.Join('\n', output), string.Join(' ', error));
    }

    private sealed record GitRun(int ExitCode, string Output, string Error);
}
