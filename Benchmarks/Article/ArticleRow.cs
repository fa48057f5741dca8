using ConcurrencyBench.Benchmarks.Peers;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>A program of the article, or its counterpart in another language.</summary>
/// <param name="Program">The program of the article, such as <c>pool</c>.</param>
/// <param name="Language">Null for C#.</param>
/// <param name="Variant">Its name in the language's server.</param>
/// <param name="Summary">A description in a few words.</param>
/// <param name="ArticleSeconds">The time that the article measured, where it did.</param>
internal sealed record ArticleRow(string Program, PeerLanguage? Language, string Variant, string Summary, double? ArticleSeconds = null)
{
    /// <summary>The key in article.json.</summary>
    public string Id => $"{Language?.Id ?? "csharp"}-{Variant}";

    /// <summary>For people.</summary>
    public string LanguageName => Language?.Name ?? "C#";

    /// <summary>Language and description.</summary>
    public string Name => $"{LanguageName}, {Summary}";
}
