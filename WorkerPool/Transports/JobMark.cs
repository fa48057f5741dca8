using System.Buffers.Binary;

namespace ConcurrencyBench.Workers.Transports;

/// <summary>The job that a worker has begun last, and whether it ends by itself, in memory that its host reads when it is gone.</summary>
/// <remarks>
/// So exactly the job that a lost worker did is lost with it, and none that only waited there. A frame about it would wake
/// the host for each job, which takes longer than a small job itself; a write into shared memory does not.
/// </remarks>
internal sealed class JobMark : IDisposable
{
    // The job, and then the exit.
    private const int ExitOffset = sizeof(long);

    private readonly SharedFile _file;

    private JobMark(SharedFile file)
    {
        _file = file;
    }

    /// <summary>The path under which the worker opens it.</summary>
    public string Path => _file.Path;

    public static JobMark Create() => new(SharedFile.Create(2 * sizeof(long)));

    public static JobMark Open(string path) => new(SharedFile.Open(path));

    /// <param name="jobId">0 or more.</param>
    public void Write(long jobId)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, jobId + 1);
        _file.Write(bytes);
    }

    /// <returns>The job that was begun last, or null when none was.</returns>
    public long? Read()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        _file.Read(bytes);
        long mark = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return mark == 0 ? null : mark - 1;
    }

    /// <summary>Notes that the worker ends by itself, so that its exit code is one that it chose, and no signal.</summary>
    public void TryWriteExit()
    {
        try
        {
            _file.Write([1], ExitOffset);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Its host is gone; nobody reads it.
        }
    }

    /// <returns>True when the worker has noted that it ends by itself.</returns>
    public bool ReadExit()
    {
        Span<byte> noted = stackalloc byte[1];
        _file.Read(noted, ExitOffset);
        return noted[0] == 1;
    }

    public void Dispose() => _file.Dispose();
}
