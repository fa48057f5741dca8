using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>A foreign format.</summary>
/// <param name="Id">As the command line names it.</param>
/// <param name="Summary">Who reads it.</param>
/// <param name="NeedsSpeedups">Whether it is empty without an in-run baseline.</param>
/// <param name="Write">The text.</param>
internal sealed record ExportFormat(
    string Id,
    string Summary,
    bool NeedsSpeedups,
    Func<Report, ImmutableArray<ExportedBenchmark>, string> Write
);

/// <summary>The one list of them.</summary>
internal static class ExportFormats
{
    public static ImmutableArray<ExportFormat> All { get; } =
    [
        new("go", "Go benchmark text, one line a launch, for benchstat", false, GoText.Render),
        new("bencher", "Bencher Metric Format", false, (_, benchmarks) => TrackerJson.RenderBencher(benchmarks)),
        new(
            "github-smaller",
            "github-action-benchmark, customSmallerIsBetter: times",
            false,
            (_, benchmarks) => TrackerJson.RenderTimes(benchmarks)
        ),
        new(
            "github-bigger",
            "github-action-benchmark, customBiggerIsBetter: speed-ups",
            true,
            (_, benchmarks) => TrackerJson.RenderSpeedups(benchmarks)
        ),
        new("openmetrics", "OpenMetrics text, for Prometheus", false, OpenMetricsText.Render),
    ];
}
