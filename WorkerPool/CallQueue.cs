using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>The calls that a worker has read and not answered. It does one at a time. Used under a lock.</summary>
internal sealed class CallQueue : IDisposable
{
    private readonly Queue<Call> _waiting = new();
    private readonly HashSet<long> _waitingIds = [];
    private readonly HashSet<long> _cancelled = [];
    private CancellationTokenSource _current = new();
    private long _currentJob = -1;

    /// <summary>True while a job is being done.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>True when no more calls come.</summary>
    public bool IsClosed { get; private set; }

    public void Add(Call call)
    {
        _waiting.Enqueue(call);
        _waitingIds.Add(call.JobId);
    }

    /// <returns>The next job, which is being done from now on; null when there is none, or another is being done.</returns>
    public Job? TryBegin()
    {
        if (IsBusy || !_waiting.TryDequeue(out Call? call))
        {
            return null;
        }

        IsBusy = true;
        _currentJob = call.JobId;
        _waitingIds.Remove(_currentJob);
        if (_current.IsCancellationRequested)
        {
            _current.Dispose();
            _current = new CancellationTokenSource();
        }

        if (_cancelled.Remove(_currentJob))
        {
            Stop();
        }

        return new Job(call, _current.Token);
    }

    /// <summary>Ends the job that is being done.</summary>
    public void End()
    {
        IsBusy = false;
        _currentJob = -1;
    }

    /// <summary>Cancels a job, unless it has been answered. Takes the same time however many wait.</summary>
    public void Cancel(long jobId)
    {
        if (jobId == _currentJob)
        {
            Stop();
        }
        else if (_waitingIds.Contains(jobId))
        {
            _cancelled.Add(jobId);
        }
    }

    /// <summary>Cancels the waiting calls and the one that is being done.</summary>
    public void Close()
    {
        IsClosed = true;
        _waiting.Clear();
        _waitingIds.Clear();
        Stop();
    }

    public void Dispose() => _current.Dispose();

    // A callback that a job has registered for its cancellation may throw or take long; neither may stop the reader of calls.
    private void Stop() => _ = _current.CancelAsync();

    /// <summary>A call that is being done.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Token">Cancelled when the answer is not wanted any more.</param>
    public sealed record Job(Call Call, CancellationToken Token);
}
