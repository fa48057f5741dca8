namespace ConcurrencyBench.House.Tests.Checkouts;

/// <summary>A folder with the source tree: its projects and their C# files.</summary>
/// <param name="Folder">The full path.</param>
/// <param name="Products">The projects that are not for tests, in the order of their names.</param>
/// <param name="ProductFiles">Their C# files.</param>
/// <param name="TestFiles">The C# files of all other projects.</param>
internal sealed record Checkout(
    string Folder,
    ImmutableArray<Project> Products,
    ImmutableArray<SourceFile> ProductFiles,
    ImmutableArray<SourceFile> TestFiles
)
{
    // Programs for tests that stand beside the products in checkouts from before Tests/Programs.
    private static readonly ImmutableArray<string> FormerTestPrograms = ["EchoWorker", "FaultyWorker", "GateSubject", "PowerShellHost"];

    // docs has projects that users copy, and Worker/Compilation one that compiles the program of another once more.
    private static readonly ImmutableArray<string> OtherFolders = ["Tests", "docs", "Compilation"];

    private static readonly ImmutableArray<string> BuildFolders = ["bin", "obj", "results"];

    /// <summary>Reads the checkout that these tests were built from.</summary>
    public static Checkout Current { get; } = Load(RepositoryFolder.Path);

    /// <summary>Reads a checkout. What builds and runs write is left out.</summary>
    public static Checkout Load(string folder)
    {
        string root = Path.GetFullPath(folder);
        ImmutableArray<Project> projects =
        [
            .. FindFiles(root, "*.csproj").Select(Project.Load).OrderBy(project => project.Name, StringComparer.Ordinal),
        ];
        ImmutableArray<Project> products = [.. projects.Where(project => IsProduct(root, project))];
        ILookup<bool, SourceFile> files = FindFiles(root, "*.cs")
            .Select(file => (File: file, Owner: FindOwner(projects, file)))
            .Where(file => file.Owner is not null)
            .Select(file => (IsProduct: products.Contains(file.Owner!), Source: Parse(root, file.File, file.Owner!)))
            .ToLookup(file => file.IsProduct, file => file.Source);
        return new(root, products, [.. files[true]], [.. files[false]]);
    }

    private static bool IsProduct(string root, Project project) =>
        !Path.GetRelativePath(root, project.Folder).Split(Path.DirectorySeparatorChar).Intersect(OtherFolders).Any()
        && !FormerTestPrograms.Contains(project.Name);

    /// <summary>The project with the deepest folder that holds the file.</summary>
    private static Project? FindOwner(ImmutableArray<Project> projects, string file) =>
        projects
            .Where(project => file.StartsWith(project.Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .MaxBy(project => project.Folder.Length);

    private static SourceFile Parse(string root, string file, Project project) =>
        SourceFile.Parse(Path.GetRelativePath(root, file).Replace('\\', '/'), project.Name, File.ReadAllText(file));

    private static IEnumerable<string> FindFiles(string folder, string pattern) =>
        Directory
            .EnumerateFiles(folder, pattern)
            .Concat(Directory.EnumerateDirectories(folder).Where(IsSource).SelectMany(child => FindFiles(child, pattern)))
            .Order(StringComparer.Ordinal);

    private static bool IsSource(string folder) => Path.GetFileName(folder) is { } name && name[0] != '.' && !BuildFolders.Contains(name);
}
