namespace ConcurrencyBench.Core.Workers;

/// <summary>What a pool is made with.</summary>
/// <param name="Command">How a worker is started.</param>
/// <param name="Workers">The most workers at once, 1 or more.</param>
/// <param name="Chunks">How many waiting jobs an idle worker gets.</param>
internal sealed record WorkerPoolOptions(WorkerCommand Command, int Workers, ChunkPolicy Chunks)
{
    /// <summary>The usual <see cref="StartLimit"/>. A busy machine needs a second; a program that is no worker never greets.</summary>
    public static TimeSpan DefaultStartLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The usual <see cref="ExitLimit"/>.</summary>
    public static TimeSpan DefaultExitLimit { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Where workers put answers that have a slot, or null.</summary>
    public SharedAnswers? Answers { get; init; }

    /// <summary>Told of every worker and what it used, or null.</summary>
    public WorkerLedger? Ledger { get; init; }

    /// <summary>From the start of a process to its Hello.</summary>
    public TimeSpan StartLimit { get; init; } = DefaultStartLimit;

    /// <summary>From the cancellation of a running job until its worker is killed. Kernels look at the token every few milliseconds.</summary>
    public TimeSpan CancellationLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From the close of the input until the worker is killed.</summary>
    public TimeSpan ExitLimit { get; init; } = DefaultExitLimit;
}
