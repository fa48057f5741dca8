using ConcurrencyBench.Compare.CommandLine;

namespace ConcurrencyBench.Compare.Gating.Programs;

/// <summary>Where one side of a gate comes from.</summary>
internal abstract record SideSource
{
    // A working tree has one of them at its top.
    private static readonly string[] ProjectPatterns = ["*.sln", "*.slnx", "*.csproj", "*.fsproj", "*.vbproj"];

    private SideSource()
    {
    }

    /// <param name="text">As the user wrote it: a folder, or a revision.</param>
    /// <param name="workingFolder">What relative folders are to, and whose repository has the revision.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public static SideSource Parse(string text, string workingFolder)
    {
        string path = Path.GetFullPath(text.Length == 0 ? "." : text, workingFolder);
        if (text is "." || (Directory.Exists(path) && ProjectPatterns.Any(pattern => Directory.EnumerateFiles(path, pattern).Any())))
        {
            return new Tree(path);
        }

        if (text.Length > 0 && Directory.Exists(path))
        {
            return new BinaryFolder(path);
        }

        return GitRepository.Around(workingFolder, out string complaint) is not { } repository
                ? throw new UsageException($"'{text}' is no folder, and git finds no repository around '{workingFolder}' in which it could be a revision ({complaint}). Name a folder, or run this inside a repository.")
            : repository.CommitOf(text) is { } commit ? new Revision(repository.Folder, commit, text)
            : throw new UsageException($"'{text}' is neither a folder nor a revision of the repository {repository.Folder}. Name a folder, a branch, a tag or a commit.");
    }

    /// <summary>A commit, which is built in a tree of its own.</summary>
    /// <param name="Repository">The repository's top folder.</param>
    /// <param name="Commit">The whole hash.</param>
    /// <param name="Text">As the user wrote it.</param>
    public sealed record Revision(string Repository, string Commit, string Text) : SideSource;

    /// <summary>A program that somebody has built.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record BinaryFolder(string Path) : SideSource;

    /// <summary>A working tree, which is built as it is.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record Tree(string Path) : SideSource;
}
