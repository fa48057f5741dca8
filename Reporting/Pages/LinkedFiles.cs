using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Finds the files that a page links to. A Markdown file is described by its own first heading.</summary>
internal static class LinkedFiles
{
    private const string HostFileName = "host.json";
    private const int MostLevels = 5;
    private const int MostLinesBeforeHeading = 20;

    private static readonly string[] Documents = ["docs/page.md", "docs/methodology.md", "docs/comparing.md"];

    /// <summary>The files of a run: its reports first, then others that are not shown on the page itself.</summary>
    public static IEnumerable<(string Text, string Link, string About)> FindBeside(string folder) =>
        Directory
            .GetFiles(folder, "*-report*.json")
            .Concat(Directory.GetFiles(folder, "*-report-github.md"))
            .Order(StringComparer.Ordinal)
            .Concat(
                Directory
                    .GetFiles(folder)
                    .Where(file => Path.GetExtension(file) is ".md" or ".json" or ".txt" && !IsShown(Path.GetFileName(file)))
                    .Order(StringComparer.Ordinal)
            )
            .Select(file => (Path.GetFileName(file), Path.GetFileName(file), Describe(file)));

    /// <summary>The documents of the project that a run lies in, which say how it was measured and how to read it.</summary>
    public static IEnumerable<(string Text, string Link, string About)> FindDocumentsAbove(string folder)
    {
        DirectoryInfo? root = new(Path.GetFullPath(folder));
        for (int level = 0; level < MostLevels && root is not null; level++, root = root.Parent)
        {
            string[] found = [.. Documents.Where(document => File.Exists(Path.Combine(root.FullName, document)))];
            if (found.Length > 1)
            {
                return found
                    .Select(document => (document, Path.Combine(root.FullName, document)))
                    .Select(file => (file.document, RelativeLink.From(Path.GetFullPath(folder), file.Item2), Describe(file.Item2)));
            }
        }

        return [];
    }

    /// <summary>The Markdown of folders below that say which machine they are of, and hold no reports.</summary>
    public static IEnumerable<(string Text, string Link, string About)> FindOtherResults(string root) =>
        ReportFiles
            .Below(root, HostFileName)
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(folder => folder != root && !RunFolders.IsRun(folder))
            .SelectMany(folder => Directory.GetFiles(folder, "*.md"))
            .Order(StringComparer.Ordinal)
            .Select(file => (RelativeLink.From(root, Path.GetDirectoryName(file)!), RelativeLink.From(root, file), Describe(file)));

    private static bool IsShown(string name) =>
        name is RunPage.MarkdownFileName or Analysis.Scaling.ScalingFile.Name
        || name.Contains("-report", StringComparison.Ordinal)
        || name.StartsWith("timeline", StringComparison.Ordinal);

    private static string Describe(string file) =>
        Path.GetFileName(file) switch
        {
            HostFileName => "machine, runtime and source of the run",
            var name when name.EndsWith("-report-github.md", StringComparison.Ordinal) => "BenchmarkDotNet's own table",
            var name when name.Contains("-report", StringComparison.Ordinal) => "every measurement",
            var name when name.EndsWith(".md", StringComparison.Ordinal) => FindHeading(file),
            var name when name.EndsWith(".json", StringComparison.Ordinal) => "data",
            _ => "text",
        };

    private static string FindHeading(string file) =>
        File.ReadLines(file)
            .Take(MostLinesBeforeHeading)
            .Where(line => line.StartsWith('#'))
            .Select(line => line.TrimStart('#').Trim())
            .FirstOrDefault("text");
}
