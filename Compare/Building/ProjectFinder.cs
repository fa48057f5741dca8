using System.Xml;
using System.Xml.Linq;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>Finds the project of a tree that is to be built.</summary>
internal static class ProjectFinder
{
    private const string Library = "BenchmarkDotNet";

    private static readonly string[] Extensions = [".csproj", ".fsproj", ".vbproj"];

    /// <param name="tree">The top of the tree.</param>
    /// <param name="project">A project file or its folder, from there; null to take the only program that refers to BenchmarkDotNet.</param>
    /// <returns>The project file's path.</returns>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    public static string Find(string tree, string? project)
    {
        if (project is not null)
        {
            return Named(tree, project);
        }

        (string Path, bool? IsProgram)[] all =
        [
            .. ProjectsBelow(tree)
                .Select(path => (path, Describe(path)))
                .Where(found => found.Item2.HasBenchmarks)
                .Select(found => (found.path, found.Item2.IsProgram)),
        ];

        // Where a project does not say what it makes, a file above it may.
        string[] programs = [.. all.Where(found => found.IsProgram == true).Select(found => found.Path)];
        string[] found = programs is [] ? [.. all.Where(found => found.IsProgram is null).Select(found => found.Path)] : programs;
        string[] names =
        [
            .. found
                .Select(path => Path.GetRelativePath(tree, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal),
        ];
        return found is [var only] ? only
            : found is []
                ? throw new UsageException(
                    "No project in the tree is a program that refers to the package BenchmarkDotNet. Name the benchmarks' project with --project PATH."
                )
            : throw new UsageException(
                $"Several projects of the tree are benchmark programs: {string.Join(", ", names)}. Choose one with --project {names[0]}."
            );
    }

    private static string Named(string tree, string project)
    {
        // What lies outside would be the same project for both sides, and every change invisible.
        string path = Path.GetFullPath(project, tree);
        return Path.IsPathRooted(project) || !FolderTree.Contains(tree, path)
                ? throw new UsageException(
                    $"--project {project} lies outside of the tree, and each side has its own. Name it as a path from the top of the tree, such as Benchmarks/Benchmarks.csproj."
                )
            : File.Exists(path) ? path
            : Directory.Exists(path) && Directory.GetFiles(path).Where(IsProject).ToArray() is [var only] ? only
            : throw new UsageException(
                $"--project {project} names no project of the tree. Name a project file, as a path from the top of the tree."
            );
    }

    private static IEnumerable<string> ProjectsBelow(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Where(IsProject)
            .Concat(
                Directory
                    .EnumerateDirectories(folder)
                    .Where(sub => Path.GetFileName(sub) is not (['.', ..] or "bin" or "obj" or "node_modules"))
                    .SelectMany(ProjectsBelow)
            );

    private static bool IsProject(string path) => Extensions.Contains(Path.GetExtension(path));

    private static (bool HasBenchmarks, bool? IsProgram) Describe(string path)
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
            // Whoever wants this one names it, and reads what MSBuild says of it.
            return (false, null);
        }
    }
}
