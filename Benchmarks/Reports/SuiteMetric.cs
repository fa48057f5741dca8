using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using MetricIds = ConcurrencyBench.Analysis.Loading.MetricIds;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>A figure of the suite's own that travels with BenchmarkDotNet's in JSON, Markdown and CSV.</summary>
/// <param name="id">The key in saved reports; never renamed.</param>
/// <param name="displayName">The column's head.</param>
/// <param name="legend">The explanation of the metric.</param>
/// <param name="unit">The unit of the value; empty for a bare number.</param>
/// <param name="unitType">How BenchmarkDotNet prints it. It chooses one unit of size for a table by allocations alone, so sizes are
/// scaled by the format.</param>
/// <param name="numberFormat">The number format. A comma divides by 1000 only where it stands directly before the decimal point.</param>
/// <param name="isGreaterBetter">True where more of it is better.</param>
internal sealed class SuiteMetric(
    string id,
    string displayName,
    string legend,
    string unit,
    UnitType unitType,
    string numberFormat,
    bool isGreaterBetter
) : IMetricDescriptor
{
    public static SuiteMetric Bound { get; } =
        new(
            MetricIds.Bound,
            "Bound",
            "The best speed-up that the model's schedule can reach with these items and workers",
            "x",
            UnitType.Dimensionless,
            "0.00x",
            true
        );

    public static SuiteMetric Efficiency { get; } =
        new(MetricIds.Efficiency, "Efficiency", "Speed-up / bound", "", UnitType.Dimensionless, "0 %", true);

    public static SuiteMetric Cpu { get; } =
        new(MetricIds.Cpu, "CPU", "CPU time of an operation, of all processes together", "ns", UnitType.Time, "0.00", false);

    public static SuiteMetric Peak { get; } =
        new(
            MetricIds.PeakMemory,
            "Peak memory",
            "The most physical memory, of all processes together",
            "B",
            UnitType.Dimensionless,
            "0,,.0' MB'",
            false
        );

    /// <summary>All of them, in the order of their columns.</summary>
    public static ImmutableArray<SuiteMetric> All { get; } = [Bound, Efficiency, Cpu, Peak];

    public string Id => id;

    public string DisplayName => displayName;

    public string Legend => legend;

    public string NumberFormat => numberFormat;

    public UnitType UnitType => unitType;

    public string Unit => unit;

    public bool TheGreaterTheBetter => isGreaterBetter;

    public int PriorityInCategory => All.IndexOf(this);

    public bool GetIsAvailable(Metric metric) => true;

    /// <returns>The metric's value in a report, or null where it has none.</returns>
    public double? Find(BenchmarkReport? report) =>
        report is not null && report.Metrics.TryGetValue(id, out Metric? metric) && double.IsFinite(metric.Value) ? metric.Value : null;

    /// <returns>The metric with a value.</returns>
    public Metric With(double value) => new(this, value);
}
