using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.Building;

/// <summary>The source of a program: a revision, a folder of binaries, or a working tree.</summary>
internal abstract record ProgramSource
{
    // Marks a folder of source that has no project at its top.
    private const string TreePrefix = "tree:";

    // A working tree has one of them at its top.
    private static readonly string[] ProjectPatterns = ["*.sln", "*.slnx", "*.csproj", "*.fsproj", "*.vbproj"];

    private ProgramSource() { }

    /// <summary>The text from which <see cref="Parse"/> creates the same source later, in any folder and after any commit.</summary>
    public abstract string CanonicalText { get; }

    /// <param name="text">The user's text: a folder, or a revision.</param>
    /// <param name="workingFolder">The base of relative folders; its repository holds the revision.</param>
    /// <exception cref="UsageException">The text is neither.</exception>
    public static ProgramSource Parse(string text, string workingFolder)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UsageException(
                "A side of the gate is an empty text, as a variable without a value is. Name a folder, a branch, a tag or a commit."
            );
        }

        if (text.StartsWith(TreePrefix, StringComparison.Ordinal))
        {
            return new Tree(Path.GetFullPath(text[TreePrefix.Length..], workingFolder));
        }

        // A revision is the whole repository, so the tree that it is compared with is as well.
        if (text is ".")
        {
            return new Tree(GitRepository.FindAround(workingFolder, out _)?.Folder ?? Path.GetFullPath(workingFolder));
        }

        string path = Path.GetFullPath(text, workingFolder);
        return !Directory.Exists(path) ? ParseRevision(text, workingFolder)
            : ProjectPatterns.Any(pattern => Directory.EnumerateFiles(path, pattern).Any()) ? new Tree(path)
            : new BinaryFolder(path);
    }

    private static Revision ParseRevision(string text, string workingFolder)
    {
        if (GitRepository.FindAround(workingFolder, out string error) is not { } repository)
        {
            throw new UsageException(
                $"'{text}' is no folder, and git finds no repository around '{workingFolder}' in which it could be a revision ({error}). "
                    + "Name a folder, or run this inside a repository."
            );
        }

        return repository.ResolveCommit(text) is { } commit
            ? new Revision(repository.Folder, commit, text)
            : throw new UsageException(
                $"'{text}' is neither a folder nor a revision of the repository {repository.Folder}. "
                    + "Name a folder, a branch, a tag or a commit."
            );
    }

    /// <summary>A commit, which is built in a tree of its own.</summary>
    /// <param name="Repository">The repository's top folder.</param>
    /// <param name="Commit">The full hash.</param>
    /// <param name="Text">The user's text.</param>
    public sealed record Revision(string Repository, string Commit, string Text) : ProgramSource
    {
        public override string CanonicalText => Commit;
    }

    /// <summary>A program that the user has built.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record BinaryFolder(string Path) : ProgramSource
    {
        public override string CanonicalText => Path;
    }

    /// <summary>A working tree, which is built with its changes.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record Tree(string Path) : ProgramSource
    {
        public override string CanonicalText => TreePrefix + Path;
    }
}
