namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>A part of the benchmarks of a gate, which one of several machines measures.</summary>
/// <param name="Number">1 to <paramref name="Count"/>.</param>
/// <param name="Count">The number of shards of the gate.</param>
internal sealed record Shard(int Number, int Count)
{
    /// <returns>The shard's own of these names, in ordinal order: each shard takes others, and together they take all.</returns>
    /// <param name="names">Full names; the order does not matter.</param>
    public ImmutableArray<string> Select(IEnumerable<string> names) =>
        [.. names.Order(StringComparer.Ordinal).Where((_, index) => index % Count == Number - 1)];

    /// <summary>As in "2 of 8".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} of {Count}");
}
