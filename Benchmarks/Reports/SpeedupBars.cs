using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Catalogue;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>A table's speed-ups as bars of text with the bound marked: for any console, 79 columns wide, without colours.</summary>
internal static class SpeedupBars
{
    private const int LabelWidth = 24;
    private const int BarWidth = 32;
    private const char Filled = '█';
    private const char Missing = '·';
    private const char Bound = '|';

    // Beyond it the small bars of equal steps cannot be seen.
    private const double LargestLinearRatio = 20;

    /// <returns>The lines; none where nothing is compared.</returns>
    public static IEnumerable<string> Render(ResultTable table)
    {
        ResultRow[] rows = [.. table.Rows.Where(row => row is { Launches: not null, Speedup: > 0 })];
        if (rows.Length < 2)
        {
            yield break;
        }

        double largest = rows.Max(row => Math.Max(row.Speedup!.Value, FindBound(row) ?? 0));
        double smallest = rows.Min(row => row.Speedup!.Value);
        bool isLogarithmic = rows.Max(row => row.Speedup!.Value) / smallest > LargestLinearRatio;
        int Columns(double speedup) =>
            (int)Math.Round(BarWidth * (isLogarithmic ? Math.Log(speedup / smallest) / Math.Log(largest / smallest) : speedup / largest));
        bool hasBounds = rows.Any(row => FindBound(row) is not null);
        yield return BenchmarkText.On("Speed-up", table.Parameters)
            + (isLogarithmic ? ", logarithmic" : "")
            + (hasBounds ? $"; {Bound} is the bound of the schedule" : "");
        foreach (ResultRow row in rows)
        {
            int length = Math.Max(1, Columns(row.Speedup!.Value));
            yield return $"{Label(row.Name)} {Bar(length, FindBound(row) is { } bound ? Columns(bound) : null)} {Figure(row)}";
        }
    }

    private static double? FindBound(ResultRow row) => SuiteMetric.Bound.Find(row.Report);

    // The bound stands behind the last column that a bar of that speed-up fills.
    private static string Bar(int length, int? bound) =>
        string.Concat(
            Enumerable
                .Range(0, BarWidth + 1)
                .Select(i =>
                    i == bound ? Bound
                    : i < length ? Filled
                    : i < bound ? Missing
                    : ' '
                )
        );

    private static string Label(string name) => (name.Length > LabelWidth ? $"{name[..(LabelWidth - 1)]}…" : name).PadRight(LabelWidth);

    private static string Figure(ResultRow row) =>
        Format(row.Speedup!.Value).PadLeft(6) + (FindBound(row) is { } bound ? $" of {Format(bound)}" : "");

    private static string Format(double speedup) => Figures.FormatSpeedup(Math.Log(speedup));
}
