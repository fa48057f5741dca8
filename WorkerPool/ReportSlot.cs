using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>The latest report of the job that a worker does, until it is written. Used from any thread.</summary>
/// <param name="isDue">Called on the thread pool when a report is to be written; it calls <see cref="Take"/>.</param>
internal sealed class ReportSlot(Action isDue) : IDisposable
{
    // Nobody looks at progress more often.
    private const int IntervalMilliseconds = 10;

    private const long NoJob = -1;

    private readonly Lock _lock = new();
    private readonly Timer _timer = new(_ => isDue(), null, Timeout.Infinite, Timeout.Infinite);
    private byte[] _content = [];
    private int _length;
    private bool _isWaiting;
    private long _job = NoJob;
    private bool _isUsed;

    /// <summary>From now on the reports of a job are taken.</summary>
    public void Begin(long jobId)
    {
        lock (_lock)
        {
            _job = jobId;
            _isUsed = true;
        }
    }

    /// <summary>Replaces the report that waits. That of another job is dropped.</summary>
    public void Put(long jobId, ReadOnlySpan<byte> content)
    {
        lock (_lock)
        {
            if (jobId != _job)
            {
                return;
            }

            if (content.Length > _content.Length)
            {
                _content = new byte[content.Length];
            }

            content.CopyTo(_content);
            _length = content.Length;
            if (!_isWaiting)
            {
                _isWaiting = true;
                _timer.Change(IntervalMilliseconds, Timeout.Infinite);
            }
        }
    }

    /// <returns>The report that waits; or null.</returns>
    public Progress? Take()
    {
        lock (_lock)
        {
            bool isWaiting = _isWaiting;
            _isWaiting = false;
            return isWaiting ? new Progress(_job, _content.AsSpan(0, _length).ToArray()) : null;
        }
    }

    /// <summary>Ends the job that was begun; later reports of it are dropped. Called by the thread that has begun it.</summary>
    /// <returns>The report that waits; or null.</returns>
    public Progress? End()
    {
        if (!_isUsed)
        {
            return null;
        }

        lock (_lock)
        {
            Progress? last = Take();
            _job = NoJob;
            _isUsed = false;
            return last;
        }
    }

    public void Dispose() => _timer.Dispose();
}
