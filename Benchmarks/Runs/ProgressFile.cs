using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Keeps a page of the run's progress beside the reports. It is written between benchmarks, so that it disturbs none.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="listWarnings">Lists the warnings so far.</param>
internal sealed class ProgressFile(RunFolder folder, Func<ImmutableArray<string>> listWarnings)
{
    /// <summary>The page's full path.</summary>
    public string Path => System.IO.Path.Combine(folder.Path, ProgressPage.FileName);

    /// <summary>Writes the page anew. A page that cannot be written ends no run: the reports are what counts.</summary>
    /// <param name="estimate">The progress.</param>
    /// <param name="summaries">The results so far.</param>
    /// <param name="end">How the run ended, in a sentence; null while it goes on.</param>
    public void Write(ProgressEstimate estimate, IEnumerable<Summary> summaries, string? end = null)
    {
        RunProgress progress = new(
            estimate.Done,
            estimate.Total,
            estimate.Remaining,
            DateTimeOffset.UtcNow,
            [.. summaries.SelectMany(summary => summary.Reports.Select(report => CreateRow(summary, report)))],
            listWarnings(),
            end
        );
        try
        {
            folder.Write(ProgressPage.FileName, ProgressPage.Render($"Run {System.IO.Path.GetFileName(folder.Path)}", progress));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine(exception.Message);
        }
    }

    private static ProgressRow CreateRow(Summary summary, BenchmarkReport report)
    {
        LaunchStatistics? own = LaunchStatistics.Find(summary, report.BenchmarkCase);
        return new ProgressRow(
            BenchmarkText.Describe(report.BenchmarkCase),
            own?.NanosecondsPerOp,
            own?.LowestNanoseconds ?? 0,
            own?.HighestNanoseconds ?? 0,
            own?.Launches ?? 0
        );
    }
}
