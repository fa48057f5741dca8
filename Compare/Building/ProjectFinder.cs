using System.Xml;
using System.Xml.Linq;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>Finds the benchmark project of a tree.</summary>
internal static class ProjectFinder
{
    /// <summary>The remedy when the project is not clear.</summary>
    public const string NameProject = "Name the benchmarks' project with --project PATH.";

    private const string Library = "BenchmarkDotNet";

    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    /// <param name="tree">The top of the tree.</param>
    /// <param name="project">
    /// A project file or its folder, from there; null to take the only program that refers to BenchmarkDotNet.
    /// </param>
    /// <returns>The project file's path.</returns>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    public static string Find(string tree, string? project)
    {
        if (project is not null)
        {
            return FindNamed(tree, project);
        }

        string[] found = FindPrograms(tree);
        string[] names =
        [
            .. found
                .Select(path => Path.GetRelativePath(tree, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal),
        ];
        return found is [var only]
            ? only
            : throw new UsageException(
                found is []
                    ? $"No project in the tree is a program that refers to the package BenchmarkDotNet. {NameProject}"
                    : $"Several projects of the tree are benchmark programs: {string.Join(", ", names)}. "
                        + $"Choose one with --project {names[0]}."
            );
    }

    private static string[] FindPrograms(string tree)
    {
        (string Path, bool? IsProgram)[] all =
        [
            .. ListProjects(tree)
                .Select(path => (Path: path, Project: ReadProject(path)))
                .Where(found => found.Project.HasBenchmarks)
                .Select(found => (found.Path, found.Project.IsProgram)),
        ];

        // When a project has no OutputType, a file in a folder above it may have one.
        bool? wanted = all.Any(found => found.IsProgram == true) ? true : null;
        return [.. all.Where(found => found.IsProgram == wanted).Select(found => found.Path)];
    }

    private static string FindNamed(string tree, string project)
    {
        // A project outside of the tree would be the same for both sides, so that no change were visible.
        string path = Path.GetFullPath(project, tree);
        return Path.IsPathRooted(project) || !FolderTree.Contains(tree, path)
                ? throw new UsageException(
                    $"--project {project} lies outside of the tree, and each side has its own. "
                        + "Name it as a path from the top of the tree, such as Benchmarks/Benchmarks.csproj."
                )
            : File.Exists(path) ? path
            : Directory.Exists(path) && Directory.GetFiles(path).Where(IsProject).ToArray() is [var only] ? only
            : throw new UsageException(
                $"--project {project} names no project of the tree. Name a project file, as a path from the top of the tree."
            );
    }

    private static IEnumerable<string> ListProjects(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Where(IsProject)
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(sub => Path.GetFileName(sub) is not (['.', ..] or "bin" or "obj" or "node_modules"))
                    .SelectMany(ListProjects)
            );

    private static bool IsProject(string path) => Extensions.Contains(Path.GetExtension(path));

    private static (bool HasBenchmarks, bool? IsProgram) ReadProject(string path)
    {
        try
        {
            // Old projects have a namespace, new ones have none.
            XElement[] elements = [.. XDocument.Load(path).Descendants()];
            string? output = elements.FirstOrDefault(element => element.Name.LocalName == "OutputType")?.Value.Trim();
            bool hasBenchmarks = elements.Any(element =>
                element.Name.LocalName == "PackageReference"
                && (string?)element.Attribute("Include") is { } package
                && (package == Library || package.StartsWith($"{Library}.", StringComparison.Ordinal))
            );
            return (hasBenchmarks, output is null ? null : output.EndsWith("Exe", StringComparison.OrdinalIgnoreCase));
        }
        catch (XmlException)
        {
            // A user who names this project reads the error of MSBuild.
            return (false, null);
        }
    }
}
