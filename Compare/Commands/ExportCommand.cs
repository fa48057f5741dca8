using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.CommandLine;
using ConcurrencyBench.Reporting.Exports;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Writes a report in the format of another tool.</summary>
/// <param name="output">Where it writes.</param>
internal sealed class ExportCommand(CommandOutput output)
{
    /// <returns>The <see cref="ExitCode"/>.</returns>
    public int Run(ExportRequest request)
    {
        OutputFiles.RequireFolders(request.Output is { } path ? [path] : []);
        NameFilter filter = new(request.Reports.Filters);
        Report report = SelectedReports.Load(request.Reports)[0];
        WriteWarnings(report, filter);
        ImmutableArray<ExportedBenchmark> benchmarks =
        [
            .. ExportedBenchmark.FromReport(report, request.Reports.BaselineMethod).Where(benchmark => filter.Matches(benchmark.Benchmark)),
        ];
        ExportFormat format = ExportFormats.All.Single(format => format.Id == request.Format);
        RequireFigures(report, benchmarks, format);
        string text = format.Write(report, benchmarks);
        if (request.Output is { } file)
        {
            AtomicFile.Write(file, text);
        }
        else
        {
            output.Results.Write(text);
        }

        return ExitCode.NothingSlower;
    }

    private static void RequireFigures(Report report, ImmutableArray<ExportedBenchmark> benchmarks, ExportFormat format)
    {
        if (benchmarks.IsEmpty)
        {
            throw new ReportFormatException(
                report.Path,
                "no benchmark in it has a time that can be exported: they failed, were never run, or take no measurable time. "
                    + "Read the run's log."
            );
        }

        if (format.NeedsSpeedups && benchmarks.All(benchmark => benchmark.LogSpeedup is not { Variance: > 0 }))
        {
            throw new UsageException(
                $"{format.Id} holds speed-ups, and this report does not say what they are over. Name it with --baseline-method METHOD."
            );
        }
    }

    private void WriteWarnings(Report report, NameFilter filter)
    {
        IEnumerable<string> excluded = report
            .Benchmarks.Where(benchmark => !benchmark.HasMeasurableTime && filter.Matches(benchmark))
            .Select(benchmark => $"{benchmark.Key} has no {(benchmark.IsFailed ? "measurement" : "measurable time")} and is left out.");
        foreach (string warning in report.Warnings.Concat(excluded))
        {
            output.Error.WriteLine($"warning: {VisibleText.Escape(warning)}");
        }
    }
}
