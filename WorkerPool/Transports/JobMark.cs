namespace ConcurrencyBench.Workers.Transports;

/// <summary>The job that a worker has begun last, in memory that its host can read when the worker is gone.</summary>
/// <remarks>
/// So exactly the job that a lost worker did is lost with it, and none that only waited there. A frame about it would wake
/// the host for each job, which takes longer than a small job itself; a write into shared memory does not.
/// </remarks>
internal sealed unsafe class JobMark : IDisposable
{
    private readonly SharedMemory _memory;

    private JobMark(SharedMemory memory)
    {
        _memory = memory;
    }

    /// <summary>The path under which the worker opens it.</summary>
    public string Path => _memory.Path;

    private ref long Mark => ref *(long*)_memory.Start;

    public static JobMark Create() => new(SharedMemory.Create(sizeof(long)));

    public static JobMark Open(string path) => new(SharedMemory.Open(path));

    /// <param name="jobId">0 or more.</param>
    public void Write(long jobId) => Volatile.Write(ref Mark, jobId + 1);

    /// <returns>The job that was begun last, or null when none was.</returns>
    public long? Read() => Volatile.Read(ref Mark) is var mark and not 0 ? mark - 1 : null;

    public void Dispose() => _memory.Dispose();
}
