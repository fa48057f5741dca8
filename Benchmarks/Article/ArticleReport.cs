using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>A run of the article's programs.</summary>
/// <param name="Workload">The numbers.</param>
/// <param name="Workers">The workers of the programs with a choice.</param>
/// <param name="Peers">The programs that answered, by language id.</param>
/// <param name="Results">One for each row of the catalogue whose language is here, in its order.</param>
/// <param name="LeftOut">The reasons why languages are missing, one line each.</param>
internal sealed record ArticleReport(
    Workload Workload,
    int Workers,
    ImmutableSortedDictionary<string, PeerHello> Peers,
    ImmutableArray<ArticleResult> Results,
    ImmutableArray<string> LeftOut
)
{
    /// <summary>True when the numbers are the article's, so that its figures can stand beside these.</summary>
    public bool IsArticle => Workload.Id == WorkloadCatalog.Article.Id;

    /// <returns>The article's own time for a row, in seconds; null where it has none, or has other numbers.</returns>
    public double? FindArticleSeconds(ArticleResult result) => IsArticle ? result.Row.ArticleSeconds : null;

    /// <returns>The speed-up of a row over its own language's loop; null where one of them has no time.</returns>
    public double? FindSpeedup(ArticleResult result) => FindSeconds($"{result.Row.Language?.Id ?? "csharp"}-sequential") / result.Time;

    /// <summary>The reasons why rows have no time or lack a launch, one line each.</summary>
    public ImmutableArray<string> Failures =>
        [.. Results.Where(result => result.Failure is not null).Select(result => $"{result.Row.Id} failed: {result.Failure}")];

    /// <returns>The typical time of a row, in seconds; null where it has none.</returns>
    public double? FindSeconds(string id) => Results.FirstOrDefault(result => result.Row.Id == id)?.Time;
}
