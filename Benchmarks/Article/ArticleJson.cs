using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>An article run for programs: article.json, schemaVersion 1, times in seconds.</summary>
internal static class ArticleJson
{
    public static string Render(ArticleReport report) =>
        ReportJson.Render(
            new
            {
                SchemaVersion = 1,
                Numbers = report.Workload.Numbers,
                report.Workers,
                report.Peers,
                Rows = report.Results.Select(result => new
                {
                    result.Row.Id,
                    result.Row.Program,
                    Language = result.Row.LanguageName,
                    result.Row.Summary,
                    result.Row.ArticleSeconds,
                    LaunchSeconds = result.Seconds,
                    result.Time,
                    result.Median,
                    Low = result.Interval?.Low,
                    High = result.Interval?.High,
                    result.Failure,
                }),
                report.LeftOut,
            }
        );
}
