using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>What the figures of an article run say, each sentence only where its figures are there.</summary>
internal static class ArticleExplanation
{
    /// <returns>One paragraph each.</returns>
    public static ImmutableArray<string> Explain(ArticleReport report) =>
        [
            .. new[]
            {
                Bound(report),
                PythonProcesses(report),
                PythonPool(report),
                Pipe(report),
                Go(report),
                Own(report),
                Algorithm(report),
            }.OfType<string>(),
        ];

    private static string Bound(ArticleReport report)
    {
        ImmutableArray<double> costs = CostsOf(report);
        double largest = costs.Max();
        return Text(
                $"The bound. {report.Workload.Numbers.Length} numbers are {costs.Sum():N0} candidates, and the largest alone is {largest:N0} of them, {100 * largest / costs.Sum():F0} %. "
            )
            + Text(
                $"Whoever gives each number to one worker cannot gain more than {costs.Sum() / largest:F3}x, on any number of cores; with {report.Workers} workers that take numbers in order it is {SpeedupBound.Compute(Schedule.DynamicInOrder, costs, report.Workers):F3}x. "
            )
            + (
                report.IsArticle
                    ? "That, and not the weight of processes, is why the article saw no more than 1.50x (7.344 s against 4.885 s)."
                    : ""
            );
    }

    private static string? PythonProcesses(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.PythonSequential) is { } loop
        && report.FindSeconds(ArticleCatalog.PythonProcesses) is { } processes
            ? Text(
                $"Python's processes gain {loop / processes:F2}x here{(report.IsArticle ? " (the article: 1.50x)" : "")}. Each has an interpreter and a lock of its own, so they do run at once, all of them: where {report.Workers} cores are shared fairly among them, the bound is {SpeedupBound.Compute(Schedule.FairShare, CostsOf(report), report.Workers):F2}x."
            )
            : null;

    private static string? PythonPool(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.PythonSequential) is { } loop && report.FindSeconds(ArticleCatalog.PythonPool) is { } pool
            ? Text(
                $"Python's Pool gains {loop / pool:F2}x{(report.IsArticle ? " (the article: 1.40x)" : "")}. It starts as many processes as there are numbers and ends them again, inside the measurement."
            )
            : null;

    private static string? Pipe(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.PythonPipe) is { } pipe && report.FindSeconds(ArticleCatalog.PythonPipeRepaired) is { } repaired
            ? Text(
                $"The Pipe program takes {pipe - repaired:F2} s longer than the same with one line more. The parent keeps its own copy of the child's end, so it never sees the end of the pipe: the last poll(5) waits its five seconds for nobody. And a number that takes longer than 5 s would be lost without an error."
            )
            : null;

    private static string? Go(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.GoSequential) is { } loop
        && report.FindSeconds(ArticleCatalog.GoGoroutines) is { } goroutines
        && report.FindSeconds(ArticleCatalog.PythonSequential) is { } python
            ? Text(
                $"Go's loop is {python / loop:F0} times as fast as Python's, and a goroutine for each number gains {loop / goroutines:F2}x on top. The article's channel program computes everything in one goroutine: it is concurrent and not parallel."
            )
            : null;

    private static string? Own(ArticleReport report)
    {
        if (
            report.FindSeconds(ArticleCatalog.OwnSequential) is not { } loop
            || report.FindSeconds(ArticleCatalog.OwnRanges) is not { } ranges
        )
        {
            return null;
        }

        string python = report.FindSeconds(ArticleCatalog.PythonSequential) is { } pythonLoop
            ? Text($", {pythonLoop / loop:F0} times as fast as Python's")
            : "";
        string go = report.FindSeconds(ArticleCatalog.GoSequential) is { } goLoop
            ? Text($", and {goLoop / loop:F2} times as fast as Go's")
            : "";
        return Text(
            $"C#. Its loop takes {DurationText.Of(loop * 1e9)}{python}{go}. Cut into ranges, the numbers share all cores evenly: {loop / ranges:F2}x, where whole numbers stop at the bound."
        );
    }

    private static string? Algorithm(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.OwnSquareRoot) is { } root
        && report.Results.Where(result => result.Row.Program != "A better algorithm, one core").Min(result => result.Median) is { } best
            ? Text(
                $"A better algorithm. Candidates up to the square root find the same divisors in {DurationText.Of(root * 1e9)} on one core, asked and answered as JSON; the best of all that concurrency does above takes {DurationText.Of(best * 1e9)}, {best / root:F0} times as long."
            )
            : null;

    private static ImmutableArray<double> CostsOf(ArticleReport report) =>
        [.. report.Workload.Numbers.Select(number => (double)KernelCatalog.Default.CandidateCount(number))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
