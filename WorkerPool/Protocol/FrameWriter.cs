namespace ConcurrencyBench.Workers.Protocol;

/// <summary>Writes frames to a worker. A sender never waits for the worker; the writing thread does.</summary>
/// <remarks>
/// Small calls to a worker that has answered all others are written by the sender: they fit into the empty pipe, and the
/// writing thread need not be woken for them, which takes as long as the write itself.
/// </remarks>
internal sealed class FrameWriter
{
    // POSIX lets 512 bytes into an empty pipe without waiting, Linux a page, sockets more.
    private static readonly int DirectBytes = OperatingSystem.IsLinux() ? 2048 : 512;

    private readonly object _lock = new();
    private readonly Queue<Frame> _outgoing = new();
    private FrameOutput? _output;
    private Stream? _lifeLine;
    private int _unanswered;
    private bool _isWriting;
    private bool _isClosed;

    /// <param name="stream">The stream for the frames.</param>
    /// <param name="lifeLine">The stream that is closed after the last frame.</param>
    public void Connect(Stream stream, Stream lifeLine)
    {
        lock (_lock)
        {
            _output = new FrameOutput(stream);
            _lifeLine = lifeLine;
        }
    }

    /// <summary>Sends frames in this order without waiting; does nothing when closed.</summary>
    public void Send(ImmutableArray<Frame> frames)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            bool isDirect = _output is not null && !_isWriting && _outgoing.Count == 0 && _unanswered == 0 && IsSmall(frames);
            _unanswered += CountCalls(frames);
            if (isDirect)
            {
                TryWrite(frames.AsSpan());
                return;
            }

            foreach (Frame frame in frames)
            {
                _outgoing.Enqueue(frame);
            }

            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Counts the answers of the worker: once all calls are answered, it has read them all.</summary>
    public void NoteReceived(List<Frame> frames)
    {
        int answered = 0;
        foreach (Frame frame in frames)
        {
            answered += frame switch
            {
                Reply or Fault or Cancelled => 1,
                Recalled recalled => recalled.JobIds.Length,
                _ => 0,
            };
        }

        if (answered > 0)
        {
            lock (_lock)
            {
                _unanswered -= answered;
            }
        }
    }

    /// <summary>Closes the life line after the frames sent so far.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Writes the frames that are sent until this is closed. Called once, after <see cref="Connect"/>.</summary>
    public void WriteUntilClosed()
    {
        while (NextBatch() is { } batch && TryWrite(batch)) { }

        try
        {
            _lifeLine!.Dispose();
        }
        catch (IOException)
        {
            // The worker has ended before.
        }
    }

    private Frame[]? NextBatch()
    {
        lock (_lock)
        {
            _isWriting = false;
            while (_outgoing.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_lock);
            }

            if (_outgoing.Count == 0)
            {
                return null;
            }

            _isWriting = true;
            List<Frame> batch = [];
            for (int bytes = 0; bytes < FrameOutput.BatchBytes && _outgoing.TryDequeue(out Frame? frame); )
            {
                batch.Add(frame);
                bytes += SizeOf(frame);
            }

            return [.. batch];
        }
    }

    private static int CountCalls(ImmutableArray<Frame> frames)
    {
        int calls = 0;
        foreach (Frame frame in frames)
        {
            calls += frame is Call ? 1 : 0;
        }

        return calls;
    }

    private static bool IsSmall(ImmutableArray<Frame> frames)
    {
        int bytes = 0;
        for (int index = 0; index < frames.Length && bytes <= DirectBytes; index++)
        {
            bytes += SizeOf(frames[index]);
        }

        return bytes <= DirectBytes;
    }

    // About; only calls have a payload.
    private static int SizeOf(Frame frame) => 32 + (frame is Call call ? call.Payload.Length : 0);

    // When the worker has ended, the reader reports it.
    private bool TryWrite(ReadOnlySpan<Frame> frames)
    {
        try
        {
            _output!.Write(frames);
            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
