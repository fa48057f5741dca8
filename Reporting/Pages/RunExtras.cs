using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>What lies beside a run's reports and belongs to them.</summary>
/// <param name="Timelines">Traces, by the name of their file without its ending.</param>
/// <param name="Scaling">What the suite says of scaling; empty for nothing.</param>
/// <param name="Files">The run's other files.</param>
/// <param name="Documents">Documents of the project that say how it was measured, where the run lies inside of it.</param>
/// <param name="Warnings">What could not be read.</param>
internal sealed record RunExtras(
    ImmutableArray<(string Name, ImmutableArray<TraceRun> Runs)> Timelines,
    ImmutableArray<ScalingResult> Scaling,
    ImmutableArray<(string Text, string Link, string About)> Files,
    ImmutableArray<(string Text, string Link, string About)> Documents,
    ImmutableArray<string> Warnings
)
{
    private const int MostLevels = 5;

    private static readonly (string Name, string About)[] Known =
    [
        ("findings.md", "what the suite itself concludes"),
        ("scaling.md", "scaling, its laws, and a what-if"),
        ("host.json", "machine, runtime and source of the run"),
        ("numbers.txt", "the numbers that were searched"),
        ("peers.json", "versions of the programs in other languages"),
    ];

    private static readonly (string Path, string About)[] ProjectDocuments =
    [
        ("docs/page.md", "how to read these pictures"),
        ("docs/methodology.md", "how it is measured, and what every column means"),
        ("docs/comparing.md", "how differences are judged"),
    ];

    /// <summary>Looks beside a run's reports. What cannot be read is a warning: the reports are still worth a page.</summary>
    public static RunExtras Find(string folder)
    {
        List<string> warnings = [];
        T Try<T>(string file, T nothing, Func<string, T> read)
        {
            try
            {
                return read(file);
            }
            catch (ReportFormatException exception)
            {
                warnings.Add($"{Path.GetFileName(file)}: {RelativeLink.Within(folder, exception.Reason)}");
                return nothing;
            }
        }

        string scaling = Path.Combine(folder, ScalingFile.Name);
        return new RunExtras(
            [
                .. Directory
                    .GetFiles(folder, TraceFile.Pattern)
                    .Order(StringComparer.Ordinal)
                    .Select(file => (Path.GetFileNameWithoutExtension(file), Try(file, [], TraceFile.Read)))
                    .Where(trace => !trace.Item2.IsEmpty),
            ],
            File.Exists(scaling) ? Try(scaling, [], ScalingFile.Read) : [],
            [.. FilesIn(folder)],
            [.. DocumentsAbove(folder)],
            [.. warnings]
        );
    }

    private static IEnumerable<(string, string, string)> FilesIn(string folder) =>
        Directory
            .GetFiles(folder, "*-report*.json")
            .Concat(Directory.GetFiles(folder, "*-report-github.md"))
            .Order(StringComparer.Ordinal)
            .Select(file =>
                (
                    Path.GetFileName(file),
                    Path.GetFileName(file),
                    file.EndsWith(".md", StringComparison.Ordinal) ? "BenchmarkDotNet's own table" : "every measurement"
                )
            )
            .Concat(Known.Where(file => File.Exists(Path.Combine(folder, file.Name))).Select(file => (file.Name, file.Name, file.About)));

    private static IEnumerable<(string, string, string)> DocumentsAbove(string folder)
    {
        DirectoryInfo? root = new(Path.GetFullPath(folder));
        for (int level = 0; level < MostLevels && root is not null; level++, root = root.Parent)
        {
            (string Path, string About)[] found =
            [
                .. ProjectDocuments.Where(document => File.Exists(Path.Combine(root.FullName, document.Path))),
            ];
            if (found.Length > 1)
            {
                return found.Select(document =>
                    (document.Path, RelativeLink.From(Path.GetFullPath(folder), Path.Combine(root.FullName, document.Path)), document.About)
                );
            }
        }

        return [];
    }
}
