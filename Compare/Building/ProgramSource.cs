using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.Building;

/// <summary>Where one side of a gate comes from.</summary>
internal abstract record ProgramSource
{
    // A folder of source that does not look like one.
    private const string TreePrefix = "tree:";

    // A working tree has one of them at its top.
    private static readonly string[] ProjectPatterns = ["*.sln", "*.slnx", "*.csproj", "*.fsproj", "*.vbproj"];

    private ProgramSource() { }

    /// <summary>What <see cref="Parse"/> takes for the same, whatever happens to branches and wherever it is read.</summary>
    public abstract string CanonicalText { get; }

    /// <param name="text">As the user wrote it: a folder, or a revision.</param>
    /// <param name="workingFolder">What relative folders are to, and whose repository has the revision.</param>
    /// <exception cref="UsageException">It is neither.</exception>
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

        // A revision is always the whole of the repository, and its counterpart is as well.
        if (text is ".")
        {
            return new Tree(GitRepository.FindAround(workingFolder, out _)?.Folder ?? Path.GetFullPath(workingFolder));
        }

        string path = Path.GetFullPath(text, workingFolder);
        if (Directory.Exists(path))
        {
            return ProjectPatterns.Any(pattern => Directory.EnumerateFiles(path, pattern).Any()) ? new Tree(path) : new BinaryFolder(path);
        }

        return GitRepository.FindAround(workingFolder, out string complaint) is not { } repository
                ? throw new UsageException(
                    $"'{text}' is no folder, and git finds no repository around '{workingFolder}' in which it could be a revision ({complaint}). Name a folder, or run this inside a repository."
                )
            : repository.ResolveCommit(text) is { } commit ? new Revision(repository.Folder, commit, text)
            : throw new UsageException(
                $"'{text}' is neither a folder nor a revision of the repository {repository.Folder}. Name a folder, a branch, a tag or a commit."
            );
    }

    /// <summary>A commit, which is built in a tree of its own.</summary>
    /// <param name="Repository">The repository's top folder.</param>
    /// <param name="Commit">The whole hash.</param>
    /// <param name="Text">As the user wrote it.</param>
    public sealed record Revision(string Repository, string Commit, string Text) : ProgramSource
    {
        public override string CanonicalText => Commit;
    }

    /// <summary>A program that somebody has built.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record BinaryFolder(string Path) : ProgramSource
    {
        public override string CanonicalText => Path;
    }

    /// <summary>A working tree, which is built as it is.</summary>
    /// <param name="Path">Absolute.</param>
    public sealed record Tree(string Path) : ProgramSource
    {
        public override string CanonicalText => TreePrefix + Path;
    }
}
