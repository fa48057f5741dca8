using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Csv;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Writes the suite's formats under BenchmarkDotNet's own file names, each whole, straight into the run's folder.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="resources">The folder in which launches leave their resource use; null where it is not measured.</param>
internal sealed class SuiteExporter(RunFolder folder, ResourceFolder? resources) : IExporter
{
    // The separator is fixed: BenchmarkDotNet's default follows the culture.
    private static readonly ImmutableArray<(string Suffix, IExporter Exporter)> Formats =
    [
        ("report-github.md", MarkdownExporter.GitHub),
        ("report.csv", new CsvExporter(CsvSeparator.Comma)),
        ("measurements.csv", new CsvMeasurementsExporter(CsvSeparator.Comma)),
        ("report-full.json", JsonExporter.Full),
    ];

    public string Name => nameof(SuiteExporter);

    /// <summary>Nothing: the formats are for files.</summary>
    public void ExportToLog(Summary summary, ILogger logger) { }

    /// <summary>Adds the suite's own metrics.</summary>
    public Summary Complete(Summary summary) => SuiteMetrics.Complete(summary, resources?.Path);

    /// <summary>Completes the summary and writes it.</summary>
    public IEnumerable<string> ExportToFiles(Summary summary, ILogger consoleLogger) => Write(Complete(summary));

    /// <summary>Writes every format; files of an earlier call for the same benchmarks are replaced.</summary>
    /// <param name="complete">With the suite's own metrics.</param>
    /// <returns>The files.</returns>
    public IEnumerable<string> Write(Summary complete)
    {
        Type[] types = [.. complete.BenchmarksCases.Select(benchmark => benchmark.Descriptor.Type).Distinct()];
        string name = types is [var only] ? only.FullName! : complete.Title;
        List<string> files = [];
        foreach ((string suffix, IExporter exporter) in Formats)
        {
            AccumulationLogger text = new();
            exporter.ExportToLog(complete, text);
            folder.Write($"{name}-{suffix}", text.GetLog().ReplaceLineEndings("\n"));
            files.Add(Path.Combine(folder.Path, $"{name}-{suffix}"));
        }

        return files;
    }
}
