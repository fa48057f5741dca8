namespace ConcurrencyBench.Engines.Cluster.Items;

/// <summary>The events of a cluster beside the answers.</summary>
/// <param name="Duplicates">Answers of items that had one already, or of a run that was over.</param>
/// <param name="Republished">Items that were given out again after the giver had to connect again.</param>
/// <param name="Reconnects">How often the giver had to connect again.</param>
internal sealed record ClusterCounts(int Duplicates, int Republished, int Reconnects);
