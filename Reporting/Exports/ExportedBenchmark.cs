using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>A measured benchmark as every foreign format takes it.</summary>
/// <param name="Benchmark">The benchmark of the report.</param>
/// <param name="LogTime">ln of ns per operation; null with too few launches for an interval.</param>
/// <param name="Nanoseconds">The typical time.</param>
/// <param name="LaunchNanoseconds">One time a launch, each the median of its iterations; outlier launches too.</param>
/// <param name="LogSpeedup">Over the run's own baseline; null where it has none.</param>
internal sealed record ExportedBenchmark(
    Benchmark Benchmark,
    Estimate? LogTime,
    double Nanoseconds,
    ImmutableArray<double> LaunchNanoseconds,
    Estimate? LogSpeedup
)
{
    /// <summary>Every benchmark with a measurable time, sorted by key.</summary>
    public static ImmutableArray<ExportedBenchmark> FromReport(Report report, string? baselineMethod)
    {
        RunTable table = RunTable.FromRuns([report], baselineMethod);
        return
        [
            .. table
                .Rows.Where(row => row.Cells[0].Benchmark!.HasMeasurableTime)
                .Select(row => new ExportedBenchmark(
                    row.Cells[0].Benchmark!,
                    row.Cells[0].Log,
                    row.Cells[0].Nanoseconds!.Value,
                    [.. LaunchSummaries.ComputeLogMedians(row.Cells[0].Benchmark!.Launches).Select(Math.Exp)],
                    table.ComputeLogSpeedup(row, 0)
                )),
        ];
    }
}
