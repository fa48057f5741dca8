namespace ConcurrencyBench.Core.Simulation;

/// <summary>The items of a run, cut into messages of consecutive items.</summary>
/// <param name="Costs">The time of each message's items.</param>
/// <param name="Items">The number of each message's items.</param>
internal sealed record ClusterMessages(ImmutableArray<double> Costs, ImmutableArray<int> Items)
{
    /// <summary>The number of messages.</summary>
    public int Count => Costs.Length;

    /// <param name="itemSeconds">The time of each item, in their order.</param>
    /// <param name="batch">The items of a message, 1 or more.</param>
    public static ClusterMessages Cut(ImmutableArray<double> itemSeconds, int batch)
    {
        double[][] chunks = [.. itemSeconds.Chunk(batch)];
        return new ClusterMessages([.. chunks.Select(chunk => chunk.Sum())], [.. chunks.Select(chunk => chunk.Length)]);
    }
}
