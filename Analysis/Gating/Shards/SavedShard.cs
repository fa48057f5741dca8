using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Shards;

/// <summary>A shard's run and the file that it was read from.</summary>
internal sealed record SavedShard(string Path, GateRun Run)
{
    /// <summary>The settings.</summary>
    public GateSettings Settings => Run.Header.Settings;
}
