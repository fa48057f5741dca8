using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>The calls that a worker has read and not answered. It does one at a time. Used under a lock.</summary>
internal sealed class CallQueue : IDisposable
{
    private readonly LinkedList<Call> _waiting = new();
    private CancellationTokenSource _current = new();
    private long _currentJob = -1;

    // The waiting calls by their jobs, from the first cancellation on until none waits: most calls are never looked for.
    private Dictionary<long, LinkedListNode<Call>>? _places;

    /// <summary>True while a job is being done.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>True when another job can begin after the one that is being done.</summary>
    public bool IsMore => _waiting.First is not null;

    /// <summary>True when no more calls come.</summary>
    public bool IsClosed { get; private set; }

    public void Add(Call call)
    {
        LinkedListNode<Call> place = _waiting.AddLast(call);
        _places?.Add(call.JobId, place);
    }

    /// <returns>The next job, which is being done from now on; null when there is none, or another is being done.</returns>
    public Job? TryBegin()
    {
        if (IsBusy || _waiting.First is not { } first)
        {
            return null;
        }

        Remove(first);
        IsBusy = true;
        _currentJob = first.Value.JobId;
        if (_current.IsCancellationRequested)
        {
            _current.Dispose();
            _current = new CancellationTokenSource();
        }

        return new Job(first.Value, _current.Token);
    }

    /// <summary>Ends the job that is being done.</summary>
    public void End()
    {
        IsBusy = false;
        _currentJob = -1;
    }

    /// <summary>Cancels a job, unless it has been answered. Takes the same time however many wait.</summary>
    /// <returns>True when it has not been begun; then it never is.</returns>
    public bool Cancel(long jobId)
    {
        if (jobId == _currentJob)
        {
            Stop();
            return false;
        }

        _places ??= Find();
        if (!_places.TryGetValue(jobId, out LinkedListNode<Call>? place))
        {
            return false;
        }

        Remove(place);
        return true;
    }

    /// <summary>Removes calls from the end. The next job stays where none is being done, so that its worker has one.</summary>
    /// <returns>The jobs of the removed calls, in the order of their arrival.</returns>
    public ImmutableArray<long> GiveBack(int count)
    {
        long[] jobs = new long[Math.Clamp(count, 0, Math.Max(0, _waiting.Count - (IsBusy ? 0 : 1)))];
        for (int index = jobs.Length - 1; index >= 0; index--)
        {
            LinkedListNode<Call> last = _waiting.Last!;
            jobs[index] = last.Value.JobId;
            Remove(last);
        }

        return [.. jobs];
    }

    /// <summary>Cancels the waiting calls and the one that is being done.</summary>
    public void Close()
    {
        IsClosed = true;
        _waiting.Clear();
        _places = null;
        Stop();
    }

    public void Dispose() => _current.Dispose();

    private Dictionary<long, LinkedListNode<Call>> Find()
    {
        Dictionary<long, LinkedListNode<Call>> places = [];
        for (LinkedListNode<Call>? place = _waiting.First; place is not null; place = place.Next)
        {
            places.Add(place.Value.JobId, place);
        }

        return places;
    }

    private void Remove(LinkedListNode<Call> place)
    {
        _waiting.Remove(place);
        _places?.Remove(place.Value.JobId);
        if (_waiting.Count == 0)
        {
            _places = null;
        }
    }

    // A callback that a job has registered for its cancellation may throw or take long; neither may stop the reader of calls.
    private void Stop() => _ = _current.CancelAsync();

    /// <summary>A call that is being done.</summary>
    /// <param name="Call">The call.</param>
    /// <param name="Token">Cancelled when the answer is not wanted any more.</param>
    public sealed record Job(Call Call, CancellationToken Token);
}
