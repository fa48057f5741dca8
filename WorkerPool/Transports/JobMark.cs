namespace ConcurrencyBench.Workers.Transports;

/// <summary>
/// The job that a worker has begun last, its answers that are not written, and whether it ends by itself: in memory that its host
/// reads when it is gone.
/// </summary>
/// <remarks>
/// So exactly the job that a lost worker did is lost with it, and none that only waited there. A frame about it would wake
/// the host for each job, which takes longer than a small job itself; a write into shared memory does not.
/// </remarks>
internal sealed unsafe class JobMark : IDisposable
{
    private const int ExitOffset = sizeof(long);
    private const int OutboxOffset = 2 * sizeof(long);

    private readonly SharedMemory _memory;

    private JobMark(SharedMemory memory)
    {
        _memory = memory;
        Outbox = new Outbox(memory.Start + OutboxOffset);
    }

    /// <summary>The path under which the worker opens it.</summary>
    public string Path => _memory.Path;

    /// <summary>The answers that the worker has not written.</summary>
    public Outbox Outbox { get; }

    private ref long Mark => ref *(long*)_memory.Start;

    private ref long ExitMark => ref *(long*)(_memory.Start + ExitOffset);

    public static JobMark Create() => new(SharedMemory.Create(OutboxOffset + Outbox.Bytes));

    public static JobMark Open(string path) => new(SharedMemory.Open(path));

    /// <param name="jobId">0 or more.</param>
    public void Write(long jobId) => Volatile.Write(ref Mark, jobId + 1);

    /// <returns>The job that was begun last, or null when none was.</returns>
    public long? Read() => Volatile.Read(ref Mark) is var mark and not 0 ? mark - 1 : null;

    /// <summary>Notes that the worker ends by itself, so that its exit code is one that it chose, and no signal.</summary>
    public void WriteExit() => Volatile.Write(ref ExitMark, 1);

    /// <returns>True when the worker has noted that it ends by itself.</returns>
    public bool ReadExit() => Volatile.Read(ref ExitMark) == 1;

    public void Dispose() => _memory.Dispose();
}
