namespace ConcurrencyBench.Workers;

/// <summary>What happens to a job whose worker is lost while it does it. Jobs that were not begun run elsewhere, always.</summary>
public sealed class LossPolicy
{
    private LossPolicy(int retries, bool breaksPool)
    {
        Retries = retries;
        BreaksPool = breaksPool;
    }

    /// <summary>The job ends with <see cref="WorkerLostException"/> and another worker takes the place of the lost one.</summary>
    public static LossPolicy FailJob { get; } = new(0, breaksPool: false);

    /// <summary>Every job ends with <see cref="WorkerLostException"/>, also those submitted later: for jobs that make no sense without each other.</summary>
    public static LossPolicy BreakPool { get; } = new(0, breaksPool: true);

    /// <summary>How often the job is done again. A job must then be harmless to do twice.</summary>
    public int Retries { get; }

    /// <summary>Whether the pool ends with the job.</summary>
    public bool BreaksPool { get; }

    /// <summary>The job is done again, up to so many times; then as <see cref="FailJob"/>.</summary>
    /// <param name="times">1 or more.</param>
    public static LossPolicy Retry(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return new LossPolicy(times, breaksPool: false);
    }
}
