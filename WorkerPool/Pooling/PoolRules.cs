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
    /// <summary>The planned ends of workers.</summary>
    public LifeRules Lives { get; init; } = LifeRules.Endless;

    /// <summary>The number of lost workers after which a payload is in quarantine; 0 for none.</summary>
    public int QuarantineAfter { get; init; }

    /// <summary>The most jobs that a quick worker gets at once, where each of them would go alone.</summary>
    public const int MostTogether = 32;

    /// <summary>
    /// The number of attempts to start a worker that fail one after the other until the jobs that wait for one end; each further
    /// one ends those that wait then.
    /// </summary>
    public const int StartAttempts = 3;

    /// <summary>The longest time from a failed start to the next attempt.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    // 2^7 times the first pause is longer than the longest.
    private const int MostDoublings = 7;

    /// <returns>The time from a failed start to the next attempt: it doubles with each.</returns>
    /// <param name="failedStarts">The number of attempts that have failed, 1 or more.</param>
    public static TimeSpan GetPause(int failedStarts)
    {
        TimeSpan pause = FirstPause * (1 << Math.Min(failedStarts - 1, MostDoublings));
        return pause < LongestPause ? pause : LongestPause;
    }
}
