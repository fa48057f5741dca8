namespace ConcurrencyBench.Workers;

/// <summary>The fate of a job whose worker is lost while it does it. Jobs that were not begun always run elsewhere.</summary>
public sealed class LossPolicy
{
    private LossPolicy(int retries, bool breaksPool)
    {
        Retries = retries;
        BreaksPool = breaksPool;
    }

    /// <summary>The job ends with <see cref="WorkerLostException"/> and another worker takes the place of the lost one.</summary>
    public static LossPolicy FailJob { get; } = new(0, breaksPool: false);

    /// <summary>Every job ends with <see cref="WorkerLostException"/>, also those submitted later: for jobs that need each other.</summary>
    public static LossPolicy BreakPool { get; } = new(0, breaksPool: true);

    /// <summary>The number of times that the job is done again. It must be harmless to do it twice.</summary>
    public int Retries { get; }

    /// <summary>True when the pool ends with the job.</summary>
    public bool BreaksPool { get; }

    /// <summary>The job is done again, up to a number of times; after that it ends as with <see cref="FailJob"/>.</summary>
    /// <param name="times">The number of times, 1 or more.</param>
    public static LossPolicy Retry(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return new LossPolicy(times, breaksPool: false);
    }
}
