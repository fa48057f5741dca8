using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>The base of the models with worker processes: it turns items into jobs, and jobs into answers.</summary>
internal abstract class ProcessModel(ModelOptions options) : IConcurrencyModel
{
    private bool _isDisposed;

    protected int Workers => options.Workers;

    public async ValueTask<long[][]> RunAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return items.IsEmpty ? [] : await RunItemsAsync(items, cancellationToken).ConfigureAwait(false);
    }

    public virtual ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs one item or more. No item runs any more when this returns.</summary>
    protected abstract Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken);

    protected WorkerPool CreatePool(int workers, ChunkPolicy chunks) => new(PoolOptions(workers, chunks));

    protected virtual WorkerPoolOptions PoolOptions(int workers, ChunkPolicy chunks) =>
        new(Worker(), workers) { Chunks = chunks, Ledger = options.Ledger };

    /// <summary>The request that runs an item.</summary>
    protected static WorkerRequest CreateRequest(WorkItem item, int answerSlot = -1) =>
        new(ItemRequest.Run.FromItem(item, answerSlot).Encode(), item);

    /// <summary>The divisors that a worker answered with.</summary>
    protected virtual long[] DecodeAnswer(ReadOnlyMemory<byte> reply) => ItemAnswer.Decode(reply.Span);

    /// <summary>Runs the items as one job each on one pool.</summary>
    protected Task<long[][]> RunOnAsync(WorkerPool pool, ImmutableArray<WorkItem> items, CancellationToken cancellationToken) =>
        RunOnAsync(pool, items, [.. items.Select(item => CreateRequest(item))], cancellationToken);

    /// <inheritdoc cref="RunOnAsync(WorkerPool, ImmutableArray{WorkItem}, CancellationToken)"/>
    protected async Task<long[][]> RunOnAsync(
        WorkerPool pool,
        ImmutableArray<WorkItem> items,
        ImmutableArray<WorkerRequest> requests,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<WorkerJob> jobs = pool.Submit(requests);
        using CancellationTokenRegistration registration = cancellationToken.Register(() => pool.Cancel(jobs));
        return await GatherAsync(items, [.. jobs.Select(job => job.Answer)], index => pool.Cancel(jobs[index..]), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Waits until every job has ended.</summary>
    /// <param name="items">The items.</param>
    /// <param name="answers">answers[i] belongs to items[i].</param>
    /// <param name="cancelFrom">Cancels the jobs from an index on; called after the first failure.</param>
    /// <param name="cancellationToken">The token that cancels the jobs.</param>
    protected async Task<long[][]> GatherAsync(
        ImmutableArray<WorkItem> items,
        ImmutableArray<Task<ReadOnlyMemory<byte>>> answers,
        Action<int> cancelFrom,
        CancellationToken cancellationToken
    )
    {
        long[][] gathered = new long[items.Length][];
        Exception? failure = null;
        for (int index = 0; index < items.Length; index++)
        {
            try
            {
                gathered[index] = DecodeAnswer(await answers[index].ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                // Cancelled by the caller, or after a failure that is thrown below.
            }
#pragma warning disable CA1031 // The failure with the lowest index is thrown when every job has ended.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (failure is null)
                {
                    failure = ToFailure(index, items[index], exception);
                    cancelFrom(index + 1);
                }
            }
        }

        if (failure is not null)
        {
            throw failure;
        }

        // Only the caller cancels jobs here. When all were answered nevertheless, the run has succeeded.
        if (gathered.Contains(null))
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return gathered;
    }

    /// <returns>The exception of a run whose item failed. A failed start belongs to no item.</returns>
    protected static Exception ToFailure(int index, WorkItem item, Exception exception) =>
        exception is WorkerStartException or ObjectDisposedException ? exception : new WorkItemException(index, item, exception);

    // Searched only here: the models without processes need no worker program.
    private WorkerCommand Worker() => (options.Worker ?? BuiltWorker.Find()).With(options.WorkerArguments.AsSpan());
}
