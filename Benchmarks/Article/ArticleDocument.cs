using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>An article run for people: its programs beside what the article measured, and the reasons for their times.</summary>
internal static class ArticleDocument
{
    /// <returns>The whole as Markdown.</returns>
    public static string RenderMarkdown(ArticleReport report)
    {
        ImmutableArray<Block> failures = report.Failures.IsEmpty ? [] : [new Bullets(report.Failures)];
        string numbers = string.Join(", ", report.Workload.Numbers);
        return MarkdownRenderer.Render($"The article's programs: {numbers}", [.. CreateBlocks(report), .. failures]);
    }

    /// <returns>The table and what it says; failures are not among them.</returns>
    public static ImmutableArray<Block> CreateBlocks(ArticleReport report) =>
        [
            new Paragraph(
                $"{string.Join("; ", report.Peers.Values)}; {Figures.FormatCount(report.Workers, "worker")}. "
                    + "A time is the geometric mean over launches, outlier launches excluded; a launch is a new process of each language."
            ),
            new Grid(
                [
                    new Column("Program"),
                    new Column("Language"),
                    new Column("How"),
                    new Column("Time", IsNumber: true),
                    new Column("95 % interval", IsNumber: true),
                    new Column("Launches", IsNumber: true),
                    new Column("Speed-up", IsNumber: true),
                    new Column("Article", IsNumber: true),
                ],
                [.. report.Results.Select(result => CreateRow(report, result))]
            ),
            .. ArticleExplanation.Explain(report).Select(text => new Paragraph(text)),
            .. report.LeftOut.IsEmpty ? Array.Empty<Block>() : [new Bullets(report.LeftOut)],
        ];

    /// <summary>A result as the article prints it.</summary>
    public static string RenderResult(ArticleResult result) =>
        $"{result.Row.Name}: {(result.Time is { } time ? $"Took {FormatTime(time)}" : $"failed. {result.Failure}")}";

    /// <returns>The time with its unit.</returns>
    public static string FormatTime(double seconds) => Figures.FormatTime(seconds * 1e9);

    private static string FormatLaunches(ImmutableArray<double> seconds) =>
        $"{Figures.FormatInterval(seconds.Min(), seconds.Max(), FormatTime)} ({Figures.FormatCount(seconds.Length)})";

    private static ImmutableArray<Cell> CreateRow(ArticleReport report, ArticleResult result) =>
        [
            result.Row.Program,
            result.Row.LanguageName,
            result.Row.Summary,
            result.Time is { } time ? FormatTime(time) : "failed",
            result.Interval is { } interval ? Figures.FormatInterval(interval.Low, interval.High, FormatTime) : "",
            result.Seconds.IsEmpty ? "" : FormatLaunches(result.Seconds),
            report.FindSpeedup(result) is { } speedup ? Figures.FormatSpeedup(Math.Log(speedup)) : "",
            report.FindArticleSeconds(result) is { } article ? FormatTime(article) : "",
        ];
}
