using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>The columns that the suite adds to BenchmarkDotNet's.</summary>
internal static class SuiteColumns
{
    public static ImmutableArray<IColumn> All { get; } =
    [
        new SuiteColumn(
            "Speed-up",
            "Baseline time / this time, each the geometric mean of the launches' medians without outlier launches",
            Speedup
        ),
        new SuiteColumn("Launches", "(highest - lowest) / geometric mean of the launches' medians", Spread),
        new SuiteColumn("Per candidate", "Nanoseconds for each candidate that the kernel tried", PerCandidate),
    ];

    /// <returns>The speed-up of a benchmark over its baseline, or null.</returns>
    public static double? FindSpeedup(Summary summary, BenchmarkCase benchmark) =>
        summary.GetBaseline(summary.GetLogicalGroupKey(benchmark)) is { } baseline
        && LaunchStatistics.Find(summary, baseline) is { } reference
        && LaunchStatistics.Find(summary, benchmark) is { } own
            ? reference.NanosecondsPerOp / own.NanosecondsPerOp
            : null;

    private static string? Speedup(Summary summary, BenchmarkCase benchmark) =>
        FindSpeedup(summary, benchmark) is { } speedup ? string.Create(CultureInfo.InvariantCulture, $"{speedup:F2}x") : null;

    private static string? Spread(Summary summary, BenchmarkCase benchmark) =>
        LaunchStatistics.Find(summary, benchmark) is { } own
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * own.Spread:F1} %")
            : null;

    private static string? PerCandidate(Summary summary, BenchmarkCase benchmark) =>
        benchmark.Parameters[BenchmarkClass.NumberParameter] is long number
        && MethodName.FindKernel(benchmark.Descriptor.WorkloadMethod.Name) is { } kernel
        && LaunchStatistics.Find(summary, benchmark) is { } own
            ? string.Create(CultureInfo.InvariantCulture, $"{own.NanosecondsPerOp / kernel.CandidateCount(number):F3} ns")
            : null;

    /// <summary>A column made of one function; it is shown where the function has a value for any benchmark.</summary>
    private sealed class SuiteColumn(string name, string legend, Func<Summary, BenchmarkCase, string?> value) : IColumn
    {
        public string Id => $"{nameof(SuiteColumn)}.{name}";

        public string ColumnName => name;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => legend;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => value(summary, benchmarkCase) ?? "?";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

        public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(benchmark => value(summary, benchmark) is not null);

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public override string ToString() => name;
    }
}
