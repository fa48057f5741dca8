using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>What a reader should know of a run before believing its figures.</summary>
internal static class RunWarnings
{
    // More names than this are a list and no warning.
    private const int MostNames = 8;

    /// <summary>One sentence each; none where there is nothing to say.</summary>
    public static IEnumerable<string> Describe(RunView view)
    {
        BenchmarkView[] all = [.. view.Classes.SelectMany(one => one.Benchmarks)];
        BenchmarkView[] failed = [.. all.Where(benchmark => benchmark.Reported.IsFailed)];
        BenchmarkView[] few =
        [
            .. all.Where(benchmark => benchmark.Row.Cells[0].Side is { } side && side.Launches < JudgingRules.FewestLaunches),
        ];
        BenchmarkView[] withOutliers = [.. all.Where(benchmark => benchmark.Row.Cells[0].Side is { Excluded: > 0 })];
        if (failed is not [])
        {
            yield return $"{Figures.FormatCount(failed.Length, "benchmark")} failed and {(failed.Length == 1 ? "has" : "have")} no figures: {Names(failed)}.";
        }

        foreach (string warning in view.Report.Warnings)
        {
            yield return warning;
        }

        if (all.Any(benchmark => benchmark.Reported is { IsFailed: false, Kind: MeasurementKind.Pooled }))
        {
            yield return ComparisonWarnings.Pooled;
        }

        if (few is not [])
        {
            yield return $"{Figures.FormatCount(few.Length, "benchmark")} with fewer than {Figures.FormatCount(JudgingRules.FewestLaunches)} launches have no interval: launches differ more than iterations do. Measure with --launchCount 5.";
        }

        if (withOutliers is not [])
        {
            yield return $"Outlier launches, far above the others, are excluded: {Names(withOutliers)}. The machine was not quiet, or the benchmark has two modes: look at its launches.";
        }

        if (view.Report.Environment.Commit?.Contains("changes", StringComparison.Ordinal) == true)
        {
            yield return "The source had changes that no commit has: nobody can build it again.";
        }
    }

    private static string Names(BenchmarkView[] benchmarks) =>
        string.Join(
            ", ",
            benchmarks
                .Take(MostNames)
                .Select(benchmark =>
                    SvgText.Isolate(benchmark.Name + (benchmark.Parameters.Length > 0 ? $" ({benchmark.Parameters})" : ""))
                )
        ) + (benchmarks.Length > MostNames ? $", and {Figures.FormatCount(benchmarks.Length - MostNames)} more" : "");
}
