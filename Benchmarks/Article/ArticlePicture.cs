using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>An article run as a picture: a row for each program on a logarithmic axis of time.</summary>
internal static class ArticlePicture
{
    private static readonly ImmutableArray<(string Language, int Series)> Languages = [("Python", 2), ("Go", 1), ("C#", 4)];

    /// <returns>The picture as an SVG file; null when nothing was measured.</returns>
    public static string? Render(ArticleReport report)
    {
        ArticleResult[] measured = [.. report.Results.Where(result => result.Time is not null)];
        return measured is []
            ? null
            : Canvas.File(
                new RowChart(
                    "article",
                    "Time for the article's numbers",
                    "Geometric means over launches with 95 % intervals, beside the article's own figures.",
                    new Axis("Time", Quantity.Time, IsLogarithmic: true),
                    [.. measured.GroupBy(result => result.Row.Program).Select(program => CreateGroup(report, program))],
                    [
                        .. Languages.Select(language => new LegendItem(CreateSpot(0, language.Language, ""), language.Language)),
                        new LegendItem(new Whisker(0, 0, 0, ""), "95 % interval"),
                        new LegendItem(CreateArticleSpot(0), "the article's own figure"),
                    ]
                ).Draw()
            );
    }

    private static RowGroup CreateGroup(ArticleReport report, IGrouping<string, ArticleResult> program) =>
        new(program.Key, [.. program.Select(result => CreateRow(report, result, result.Time!.Value))]);

    private static ChartRow CreateRow(ArticleReport report, ArticleResult result, double seconds)
    {
        string hover = ArticleDocument.RenderResult(result);
        double? article = report.FindArticleSeconds(result);
        return new ChartRow(
            result.Row.Name,
            ArticleDocument.FormatTime(seconds) + (article is { } own ? $" (article: {ArticleDocument.FormatTime(own)})" : ""),
            [
                .. result.Interval is { } interval ? [new Whisker(interval.Low * 1e9, interval.High * 1e9, 0, hover)] : Array.Empty<Mark>(),
                CreateSpot(seconds, result.Row.LanguageName, hover),
                .. article is { } figure ? [CreateArticleSpot(figure)] : Array.Empty<Mark>(),
            ]
        );
    }

    private static Spot CreateSpot(double seconds, string language, string hover)
    {
        int series = Languages.Single(known => known.Language == language).Series;
        return new Spot(seconds * 1e9, Shapes.ForSeries(series - 1), series, 0, hover);
    }

    private static Spot CreateArticleSpot(double seconds) =>
        new(seconds * 1e9, Shape.Ring, 6, 0, $"The article: {ArticleDocument.FormatTime(seconds)}");
}
