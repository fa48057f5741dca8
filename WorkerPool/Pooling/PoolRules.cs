namespace ConcurrencyBench.Workers.Pooling;

/// <summary>What a pool decides by.</summary>
/// <param name="Workers">The most workers at once, 1 or more.</param>
/// <param name="Chunks">How jobs are given out.</param>
/// <param name="OnLoss">What becomes of a job whose worker is lost.</param>
/// <param name="LimitsJobs">Whether a job may only run for so long.</param>
internal sealed record PoolRules(int Workers, ChunkPolicy Chunks, LossPolicy OnLoss, bool LimitsJobs = false)
{
    /// <summary>So many starts that fail one after the other, with no job answered or begun in between, break a pool: the next one would fail too.</summary>
    public const int StartAttempts = 3;
}
