using System.Collections.Immutable;
using System.Globalization;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>An article run as Markdown: the article's programs with their "Took N seconds", beside what the article measured.</summary>
internal static class ArticleText
{
    public static ImmutableArray<string> Header { get; } =
    ["Program", "Language", "How", "Took, s", "95 % interval", "Launches", "Speed-up", "Article, s"];

    /// <returns>A row of the table for each result, in the columns of <see cref="Header"/>.</returns>
    public static IEnumerable<ImmutableArray<string>> CreateRows(ArticleReport report) =>
        report.Results.Select(result =>
            (ImmutableArray<string>)
                [
                    result.Row.Program,
                    result.Row.LanguageName,
                    result.Row.Summary,
                    result.Median is { } median ? Seconds(median) : "failed",
                    result.Interval is { } interval ? $"{Seconds(interval.Low)} – {Seconds(interval.High)}" : "",
                    result.Seconds.IsEmpty
                        ? ""
                        : $"{Seconds(result.Seconds.Min())} – {Seconds(result.Seconds.Max())} ({result.Seconds.Length})",
                    Speedup(report, result) is { } speedup ? string.Create(CultureInfo.InvariantCulture, $"{speedup:F2}x") : "",
                    report.IsArticle && result.Row.ArticleSeconds is { } article ? Seconds(article) : "",
                ]
        );

    /// <summary>As the article prints it.</summary>
    public static string RenderResult(ArticleResult result) =>
        result.Median is { } median
            ? $"{result.Row.LanguageName}, {result.Row.Summary}: Took {Seconds(median)} seconds"
            : $"{result.Row.LanguageName}, {result.Row.Summary}: failed. {result.Failure}";

    /// <returns>The whole as Markdown.</returns>
    public static string RenderMarkdown(ArticleReport report)
    {
        IEnumerable<string> lines =
        [
            $"# The article's programs: {string.Join(", ", report.Workload.Numbers)}",
            "",
            $"{string.Join("; ", report.Peers.Values)}; {report.Workers} workers. Median over launches; a launch is a new process of each language.",
            "",
            Line(Header),
            Line([.. Header.Select((_, column) => column is 3 or 6 or 7 ? "--:" : "---")]),
            .. CreateRows(report).Select(Line),
            "",
            .. ArticleExplanation.Explain(report).SelectMany(paragraph => new[] { paragraph, "" }),
            .. report.LeftOut,
            .. report.Failures,
        ];
        return string.Join('\n', lines).TrimEnd() + "\n";
    }

    // Beside its own language's loop.
    private static double? Speedup(ArticleReport report, ArticleResult result) =>
        report.FindSeconds($"{result.Row.Language?.Id ?? "csharp"}-sequential") / result.Median;

    private static string Seconds(double seconds) => seconds.ToString(seconds < 0.001 ? "F6" : "F3", CultureInfo.InvariantCulture);

    private static string Line(ImmutableArray<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
