using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The warnings of a run: a reader should know them before believing its figures.</summary>
internal static class RunWarnings
{
    // More names than this are a list and no warning.
    private const int MostNames = 8;

    /// <summary>One sentence each; none where there is nothing to say.</summary>
    public static IEnumerable<string> Describe(RunView view)
    {
        BenchmarkView[] all = [.. view.Classes.SelectMany(one => one.Benchmarks)];
        string[] own =
        [
            .. DescribeFailed([.. all.Where(benchmark => benchmark.Reported.IsFailed)]),
            .. view.Report.Warnings,
            .. all.Any(benchmark => benchmark.Reported is { IsFailed: false, Kind: MeasurementKind.Pooled })
                ? [ComparisonWarnings.Pooled]
                : Array.Empty<string>(),
            .. DescribeFewLaunches(all.Count(benchmark => benchmark.Side is { Launches: < JudgingRules.FewestLaunches })),
            .. DescribeOutliers([.. all.Where(benchmark => benchmark.Side is { Excluded: > 0 })]),
        ];
        return view.Report.Environment.Commit?.Contains("changes", StringComparison.Ordinal) == true
            ? own.Append("The source had changes that no commit has: nobody can build it again.")
            : own;
    }

    private static IEnumerable<string> DescribeFailed(BenchmarkView[] failed) =>
        failed is []
            ? []
            :
            [
                $"{Figures.FormatCount(failed.Length, "benchmark")} failed and {(failed.Length == 1 ? "has" : "have")} no figures: "
                    + $"{Names(failed)}.",
            ];

    private static IEnumerable<string> DescribeFewLaunches(int few) =>
        few == 0
            ? []
            :
            [
                $"{Figures.FormatCount(few, "benchmark")} with fewer than {Figures.FormatCount(JudgingRules.FewestLaunches)} launches "
                    + "have no interval: launches differ more than iterations do. Measure with --launchCount 5.",
            ];

    private static IEnumerable<string> DescribeOutliers(BenchmarkView[] benchmarks) =>
        benchmarks is []
            ? []
            :
            [
                $"Outlier launches, far above the others, are excluded: {Names(benchmarks)}. "
                    + "The machine was not quiet, or the benchmark has two modes: look at its launches.",
            ];

    private static string Names(BenchmarkView[] benchmarks) =>
        string.Join(", ", benchmarks.Take(MostNames).Select(benchmark => SvgText.Isolate(benchmark.FullName)))
        + (benchmarks.Length > MostNames ? $", and {Figures.FormatCount(benchmarks.Length - MostNames)} more" : "");
}
