namespace ConcurrencyBench.Core.Workers;

/// <summary>What a pool is made with.</summary>
/// <param name="Command">How a worker is started.</param>
/// <param name="Workers">The most workers at once, 1 or more.</param>
/// <param name="Chunks">How many waiting jobs an idle worker gets.</param>
internal sealed record WorkerPoolOptions(WorkerCommand Command, int Workers, ChunkPolicy Chunks)
{
    /// <summary>Where workers put answers that have a slot, or null.</summary>
    public SharedAnswers? Answers { get; init; }

    /// <summary>From the start of a process to its Hello. A busy machine needs a second; a program that is no worker never greets.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the cancellation of a running job until its worker is killed. Kernels look at the token every few milliseconds.</summary>
    public TimeSpan CancellationLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From the close of the input until the worker is killed.</summary>
    public TimeSpan ExitLimit { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>Ways to give out jobs.</summary>
internal static class Chunks
{
    /// <summary>One at a time.</summary>
    public static int One(int waiting, int workers) => 1;

    /// <summary>All to whoever is first.</summary>
    public static int All(int waiting, int workers) => waiting;

    /// <summary>
    /// A quarter of a worker's share of what waits. The first chunk is that of Python's Pool.map; later ones shrink to one,
    /// so that the workers end together (guided self-scheduling, Polychronopoulos and Kuck 1987).
    /// </summary>
    public static int Guided(int waiting, int workers) => Math.Max(1, waiting / (4 * workers));
}
