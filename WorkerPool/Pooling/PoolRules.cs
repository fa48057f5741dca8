namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The rules by which a pool decides.</summary>
/// <param name="Workers">The most workers at once, 1 or more.</param>
/// <param name="Chunks">The way in which jobs are given out.</param>
/// <param name="Retries">The number of times that a job is done again when its worker is lost.</param>
/// <param name="BreaksOnLoss">True when the loss of a job ends all others too.</param>
/// <param name="LimitsJobs">True when the time of a job is limited.</param>
/// <param name="AnswersForEach">
/// The number of answers between two looks at a worker's pace for which it then gets one job of those that go alone. So what it gets
/// at once takes it that part of the time between two looks.
/// </param>
internal sealed record PoolRules(
    int Workers,
    ChunkPolicy Chunks,
    int Retries = 0,
    bool BreaksOnLoss = false,
    bool LimitsJobs = false,
    int AnswersForEach = 8
)
{
    /// <summary>The most jobs that a quick worker gets at once, where each of them would go alone.</summary>
    public const int MostTogether = 32;

    /// <summary>
    /// The number of starts that fail one after the other, with no job answered or begun in between, until the pool gives up: the
    /// next one would fail too.
    /// </summary>
    public const int StartAttempts = 3;
}
