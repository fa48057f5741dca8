using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Scheduling;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>The meaning of the figures of an article run; each sentence appears only where its figures are there.</summary>
internal static class ArticleExplanation
{
    private const string WhyTheArticleGains =
        "That, and not the weight of processes, is why the article saw no more than 1.50x (7.344 s against 4.885 s).";

    private const string WhyPipesWait =
        "The parent keeps its own copy of the child's end, so it never sees the end of the pipe: the last poll(5) waits its five "
        + "seconds for nothing. And a number that takes longer than 5 s would be lost without an error.";

    private const string WhyChannelsGainNothing =
        "The article's channel program computes everything in one goroutine: it is concurrent and not parallel.";

    /// <returns>One paragraph each.</returns>
    public static ImmutableArray<string> Explain(ArticleReport report) =>
        [
            .. new[]
            {
                ExplainBound(report),
                ExplainPythonProcesses(report),
                ExplainPythonPool(report),
                ExplainPipe(report),
                ExplainGo(report),
                ExplainOwn(report),
                ExplainAlgorithm(report),
            }.OfType<string>(),
        ];

    private static string ExplainBound(ArticleReport report)
    {
        ImmutableArray<double> candidates = CountCandidates(report);
        double largest = candidates.Max();
        double inOrder = SpeedupBound.Compute(Schedule.DynamicInOrder, candidates, report.Workers);
        string numbers = Figures.FormatCount(candidates.Length, "number");
        return FormattableString.Invariant($"The bound. {numbers} are {candidates.Sum():N0} candidates, and the largest alone is ")
            + FormattableString.Invariant($"{largest:N0} of them, {Figures.FormatPercent(largest / candidates.Sum())}. ")
            + $"A program that gives each number to one worker cannot gain more than {FormatBound(candidates.Sum() / largest)}, "
            + $"on any number of cores; with {Figures.FormatCount(report.Workers, "worker")} that take numbers in order the bound is "
            + $"{FormatBound(inOrder)}.{(report.IsArticle ? $" {WhyTheArticleGains}" : "")}";
    }

    private static string? ExplainPythonProcesses(ArticleReport report)
    {
        double bound = SpeedupBound.Compute(Schedule.FairShare, CountCandidates(report), report.Workers);
        return
            report.FindSeconds(ArticleCatalog.PythonSequential) is { } loop
            && report.FindSeconds(ArticleCatalog.PythonProcesses) is { } processes
            ? $"Python's processes gain {FormatRatio(loop / processes)} here{(report.IsArticle ? " (the article: 1.50x)" : "")}. "
                + "Each has an interpreter and a lock of its own, so they do run at once, all of them: "
                + $"where {Figures.FormatCount(report.Workers, "core")} are shared fairly among them, the bound is {FormatRatio(bound)}."
            : null;
    }

    private static string? ExplainPythonPool(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.PythonSequential) is { } loop && report.FindSeconds(ArticleCatalog.PythonPool) is { } pool
            ? $"Python's Pool gains {FormatRatio(loop / pool)}{(report.IsArticle ? " (the article: 1.40x)" : "")}. "
                + "It starts as many processes as there are numbers and ends them again, inside the measurement."
            : null;

    private static string? ExplainPipe(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.PythonPipe) is { } pipe && report.FindSeconds(ArticleCatalog.PythonPipeRepaired) is { } repaired
            ? $"The Pipe program takes {ArticleDocument.FormatTime(pipe - repaired)} longer than the same with one line more. "
                + $"{WhyPipesWait}"
            : null;

    private static string? ExplainGo(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.GoSequential) is { } loop
        && report.FindSeconds(ArticleCatalog.GoGoroutines) is { } goroutines
        && report.FindSeconds(ArticleCatalog.PythonSequential) is { } python
            ? $"Go's loop is {FormatRatio(python / loop)} as fast as Python's, and a goroutine for each number gains "
                + $"{FormatRatio(loop / goroutines)} on top. {WhyChannelsGainNothing}"
            : null;

    private static string? ExplainOwn(ArticleReport report)
    {
        if (
            report.FindSeconds(ArticleCatalog.OwnSequential) is not { } loop
            || report.FindSeconds(ArticleCatalog.OwnRanges) is not { } ranges
        )
        {
            return null;
        }

        string Compare(string id, string other) =>
            report.FindSeconds(id) is { } seconds ? $", {FormatRatio(seconds / loop)} as fast as {other}'s" : "";
        return $"C#. Its loop takes {ArticleDocument.FormatTime(loop)}{Compare(ArticleCatalog.PythonSequential, "Python")}"
            + $"{Compare(ArticleCatalog.GoSequential, "Go")}. Cut into ranges, the numbers share all cores evenly: "
            + $"{FormatRatio(loop / ranges)}, where whole numbers stop at the bound.";
    }

    private static string? ExplainAlgorithm(ArticleReport report) =>
        report.FindSeconds(ArticleCatalog.OwnSquareRoot) is { } root
        && report.Results.Where(result => result.Row.Program != ArticleCatalog.BetterAlgorithm).Min(result => result.Time) is { } best
            ? $"A better algorithm. Candidates up to the square root find the same divisors in {ArticleDocument.FormatTime(root)} "
                + "on one core, asked and answered as JSON. The fastest concurrent program above takes "
                + $"{ArticleDocument.FormatTime(best)}, {FormatRatio(best / root)} as long."
            : null;

    private static ImmutableArray<double> CountCandidates(ArticleReport report) =>
        [.. report.Workload.Numbers.Select(number => (double)KernelCatalog.Default.CandidateCount(number))];

    private static string FormatRatio(double ratio) => Figures.FormatSpeedup(Math.Log(ratio));

    // With three decimals, as the documents quote it.
    private static string FormatBound(double bound) => $"{Figures.FormatRatio(Math.Log(bound))}x";
}
