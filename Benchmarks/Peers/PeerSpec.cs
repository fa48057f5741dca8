namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>A program of another language that does the article's work.</summary>
/// <param name="Id">The key in saved reports, such as <c>python-pool-map</c>; never renamed.</param>
/// <param name="Language">The language.</param>
/// <param name="Summary">A description in one line.</param>
internal sealed record PeerSpec(string Id, PeerLanguage Language, string Summary)
{
    /// <summary>The name of the program in the peer's server.</summary>
    public string Variant => Id[(Language.Id.Length + 1)..];
}
