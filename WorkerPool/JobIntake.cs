using ConcurrencyBench.Workers.Observing;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Workers;

/// <summary>Takes jobs in: checks their payloads, numbers them, and notes who wants to hear of them. Used from any thread.</summary>
/// <param name="loop">Gets the jobs.</param>
internal sealed class JobIntake(PoolLoop loop)
{
    private volatile PoolWatch _watch;
    private long _nextJob;

    /// <returns>The exception for a payload that no job can have.</returns>
    public static ArgumentException TooLong(int bytes, string parameter) =>
        new($"A payload has {bytes} bytes, more than the {WorkerPool.MaxPayloadBytes} that it may have.", parameter);

    /// <summary>Submits jobs.</summary>
    /// <param name="requests">Their requests.</param>
    /// <param name="form">The way in which they are given out.</param>
    /// <param name="terms">What they have in place of the pool's rules; or null.</param>
    /// <exception cref="ArgumentException">A payload is too long, or there is no array; then none was submitted.</exception>
    public ImmutableArray<WorkerJob> Submit(ImmutableArray<WorkerRequest> requests, JobForm form, JobTerms? terms)
    {
        if (requests.IsDefault)
        {
            throw new ArgumentException("There is no array: this is the default of its type. Pass [] for no requests.", nameof(requests));
        }

        foreach (WorkerRequest request in requests)
        {
            if (request.Payload.Length > WorkerPool.MaxPayloadBytes)
            {
                throw TooLong(request.Payload.Length, nameof(requests));
            }
        }

        long first = Interlocked.Add(ref _nextJob, requests.Length) - requests.Length;
        Watch(first, requests);
        ImmutableArray<WorkerJob> jobs = loop.Jobs.Add(first, requests.Length);
        PoolJob Get(int index) => new(first + index, requests[index].Payload, requests[index].Subject, form, terms);
        loop.Post(
            requests.Length >= JobTable.Many
                ? new PoolEvent.SubmittedMany(first, requests.Length, Get, terms)
                : new PoolEvent.Submitted(requests.Length == 1 ? [Get(0)] : [.. Enumerable.Range(0, requests.Length).Select(Get)])
        );

        // Beside the start of the first worker, and not before it.
        PoolListeners.MakeMeter();
        return jobs;
    }

    // Listeners come and go. The events of jobs are reported only while somebody listens to them.
    private void Watch(long firstJob, ImmutableArray<WorkerRequest> requests)
    {
        if (requests.Length >= JobTable.Many)
        {
            PoolListeners.MakeMeter();
        }

        PoolWatch watch = PoolListeners.Watch;
        if (watch != _watch)
        {
            _watch = watch;
            loop.Post(new PoolEvent.Watched(watch));
        }

        for (int index = 0; watch == PoolWatch.Jobs && index < requests.Length; index++)
        {
            loop.Observer.Submit(firstJob + index, requests[index].Subject);
        }
    }
}
