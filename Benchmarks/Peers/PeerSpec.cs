namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>A program of another language that does the article's work.</summary>
/// <param name="Id">The key in saved reports, such as <c>python-pool-map</c>; never renamed.</param>
/// <param name="Language">The language.</param>
/// <param name="Summary">What it is, in one line.</param>
internal sealed record PeerSpec(string Id, PeerLanguage Language, string Summary)
{
    /// <summary>What its server calls it.</summary>
    public string Variant => Id[(Language.Id.Length + 1)..];
}
