using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The method of a run, as far as its report has what is said.</summary>
internal static class RunMethod
{
    /// <summary>One bullet each.</summary>
    public static ImmutableArray<string> Describe(RunView view)
    {
        BenchmarkView[] measured = [.. view.Classes.SelectMany(one => one.Benchmarks).Where(benchmark => !benchmark.Reported.IsFailed)];
        return
        [
            .. Launches(measured),
            $"A launch counts as one value, the {RunText.Format(LaunchSummaries.ForReports)} of its iterations, "
                + $"because launches differ more than the iterations of one{Iterations(measured)}.",
            "Time is the geometric mean over the launches, and an interval is Student's t on their logarithms, 95 %. "
                + "Outlier launches, far above the others (12 typical deviations), are excluded and counted.",
            .. SentenceIf(
                view.Classes.Any(one => one.HasSpeedups),
                "Speed-up is the baseline's time ÷ this time, inside this run and with the same parameters."
            ),
            .. SentenceIf(
                view.Classes.Any(one => one.HasBounds),
                "The bound is the best speed-up that the schedule allows with these items and workers, simulated; "
                    + "efficiency is the speed-up on this page ÷ the bound."
            ),
            .. SentenceIf(
                measured.Any(benchmark => benchmark.Metric(MetricIds.Cpu) is not null),
                "CPU time and peak memory are of the process and its workers together, "
                    + "taken by operations of their own after the timed ones."
            ),
        ];
    }

    private static IEnumerable<string> Launches(BenchmarkView[] measured) =>
        [
            .. SentenceIf(measured.Any(benchmark => IsProcess(benchmark.Reported)), "A launch is a process."),
            .. SentenceIf(
                measured.Any(benchmark => benchmark.Reported.IsInProcess),
                "With the in-process toolchain all launches share BenchmarkDotNet's own process: "
                    + "what differs from process to process is not in the intervals."
            ),
            .. SentenceIf(
                measured.Any(benchmark => benchmark.Reported.Kind == MeasurementKind.Pooled),
                "A brief report does not tell launches apart: all that is in it counts as one launch."
            ),
            .. SentenceIf(
                measured.Any(benchmark => benchmark.Reported.Kind == MeasurementKind.Mean),
                "A table has no launches: BenchmarkDotNet's mean of all of them counts as one."
            ),
        ];

    private static bool IsProcess(Benchmark benchmark) =>
        benchmark is { IsInProcess: false, Kind: not (MeasurementKind.Pooled or MeasurementKind.Mean) };

    private static string Iterations(BenchmarkView[] measured)
    {
        bool[] isRaw = [.. measured.Select(benchmark => benchmark.Reported.Kind == MeasurementKind.Raw).Distinct()];
        return isRaw switch
        {
            [true] => "; all iterations, less the launch's own empty loop",
            [false] => "; iterations as BenchmarkDotNet gives them, without the empty loop and without outliers",
            _ => "; all iterations less the launch's own empty loop where the report has them, "
                + "else those that BenchmarkDotNet made of them, without outliers",
        };
    }

    private static ImmutableArray<string> SentenceIf(bool isTrue, string sentence) => isTrue ? [sentence] : [];
}
