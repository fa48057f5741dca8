using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>Builds the program of a source, or finds it in the cache.</summary>
/// <param name="settings">The settings of the build.</param>
internal sealed partial class ProgramBuilder(BuildSettings settings)
{
    /// <exception cref="UsageException">The source does not build, or has several projects.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; no file of the build is left.</exception>
    public BuiltProgram Build(ProgramSource source, CancellationToken cancellation) =>
        source switch
        {
            ProgramSource.BinaryFolder(var path) => new BuiltProgram(
                source,
                ProgramFiles.Find(path, settings.Assembly),
                $"folder {Path.GetRelativePath(Environment.CurrentDirectory, path)}"
            ),
            ProgramSource.Tree tree => BuildTree(tree, cancellation),
            ProgramSource.Revision revision => BuildRevision(revision, cancellation),
            _ => throw new UnreachableException(),
        };

    private BuiltProgram BuildTree(ProgramSource.Tree tree, CancellationToken cancellation)
    {
        string description = Describe(tree);
        string project = ProjectFinder.Find(tree.Path, settings.Project);
        settings.ShowMessage($"Building {description}.");
        using LaunchGuard guard = LaunchGuard.Start();
        return new BuiltProgram(tree, SelectAssembly(CreateBuilder(guard).Build(project, description, cancellation)), description);
    }

    private BuiltProgram BuildRevision(ProgramSource.Revision revision, CancellationToken cancellation)
    {
        string commit = revision.Commit[..GitRepository.ShortLength];
        string description = revision.Commit.StartsWith(revision.Text, StringComparison.OrdinalIgnoreCase)
            ? commit
            : $"{revision.Text} ({commit})";
        using LaunchGuard guard = LaunchGuard.Start();
        DotNetBuilder builder = CreateBuilder(guard);
        BuildCache cache = new(settings.CacheFolder, revision.Repository);

        // Another SDK compiles the same source to other code, which must not look like a change between the sides.
        string name = string.Join(
            '-',
            [
                revision.Commit,
                .. settings.Project is { } project ? [NotInNames().Replace(project, "_")] : Array.Empty<string>(),
                builder.ReadSdkVersion(revision.Repository, cancellation),
            ]
        );
        if (cache.Find(name) is not { } files)
        {
            settings.ShowMessage($"Building {description}; it is kept for the next time.");
            files = BuildInWorktree(revision, description, built => cache.Add(name, built, guard), builder, guard, cancellation);
        }

        return new BuiltProgram(revision, SelectAssembly(files), description);
    }

    private ProgramFiles BuildInWorktree(
        ProgramSource.Revision revision,
        string description,
        Func<ProgramFiles, ProgramFiles> keep,
        DotNetBuilder builder,
        LaunchGuard guard,
        CancellationToken cancellation
    )
    {
        GitRepository repository = new(revision.Repository);
        string worktrees = Path.Combine(settings.CacheFolder, "worktrees");
        repository.PruneWorktreesIn(worktrees);
        using OwnedFolder tree = OwnedFolder.Create(worktrees, "tree", guard);
        try
        {
            repository.AddWorktree(tree.Path, revision.Commit, guard, cancellation);
            return keep(builder.Build(ProjectFinder.Find(tree.Path, settings.Project), description, cancellation));
        }
        finally
        {
            repository.RemoveWorktree(tree.Path);
        }
    }

    private DotNetBuilder CreateBuilder(LaunchGuard guard) => new(guard, Path.Combine(settings.CacheFolder, "logs"));

    private ProgramFiles SelectAssembly(ProgramFiles files) =>
        settings.Assembly is { } assembly ? ProgramFiles.Find(files.Folder, assembly) : files;

    private static string Describe(ProgramSource.Tree tree)
    {
        string name = FolderTree.Contains(tree.Path, Environment.CurrentDirectory)
            ? "this tree"
            : $"tree {Path.GetRelativePath(Environment.CurrentDirectory, tree.Path)}";
        return GitRepository.FindAround(tree.Path, out _) is { } repository && repository.ResolveCommit("HEAD") is { } commit
            ? $"{name} ({commit[..GitRepository.ShortLength]}{(repository.HasChanges() ? " and changes" : "")})"
            : name;
    }

    [GeneratedRegex(@"[^\w.]")]
    private static partial Regex NotInNames();
}
