namespace ConcurrencyBench.Workers.Tests;

/// <summary>Keeps what is written to it, and by whom. It can hold its writers up, as a full pipe does.</summary>
internal sealed class WrittenStream : MemoryStream
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly Lock _lock = new();
    private readonly List<int> _writers = [];
    private int _flushes;

    /// <summary>The threads of the writes, in their order.</summary>
    public ImmutableArray<int> Writers
    {
        get
        {
            lock (_lock)
            {
                return [.. _writers];
            }
        }
    }

    public int Flushes => Volatile.Read(ref _flushes);

    /// <summary>What was written so far.</summary>
    public byte[] Content
    {
        get
        {
            lock (_lock)
            {
                return ToArray();
            }
        }
    }

    /// <summary>True after its disposal.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>True while a writer waits.</summary>
    public bool IsHeldUp { get; private set; }

    /// <summary>Thrown by every write; null for none.</summary>
    public Exception? Broken { get; init; }

    /// <summary>Lets no write end from now on.</summary>
    public void HoldUp() => _open.Reset();

    /// <summary>Lets the writes that wait, and all others, end.</summary>
    public void LetGo() => _open.Set();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Broken is not null)
        {
            throw Broken;
        }

        IsHeldUp = !_open.IsSet;
        _open.Wait();
        lock (_lock)
        {
            _writers.Add(Environment.CurrentManagedThreadId);
            base.Write(buffer);
        }
    }

    public override void Flush() => Interlocked.Increment(ref _flushes);

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
        if (Broken is not null)
        {
            throw Broken;
        }
    }
}
