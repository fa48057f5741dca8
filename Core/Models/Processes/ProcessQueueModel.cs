using System.Collections.Immutable;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>P resident workers compete for the items of one queue in shared memory; nobody gives out: <c>multiprocessing.Queue</c>.</summary>
internal sealed class ProcessQueueModel(ModelOptions options) : ResidentProcessModel(options, Chunks.One)
{
    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        string path = SharedFile.NewPath();
        try
        {
            using SharedQueue queue = SharedQueue.Create(path, items);
            return await ConsumeAsync(queue, path, items, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            SharedFile.TryDelete(path);
        }
    }

    private async Task<long[][]> ConsumeAsync(SharedQueue queue, string path, ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        WorkerPool pool = Pool;
        ImmutableArray<WorkerJob> consumers = pool.Submit(Math.Min(Workers, items.Length), (index, jobId) => new Consume(jobId, path, index + 1));
        using CancellationTokenRegistration registration = cancellationToken.Register(() => pool.Cancel(consumers));

        long[][] answers = new long[items.Length][];
        SortedList<int, Exception> failures = [];
        for (int consumer = 0; consumer < consumers.Length; consumer++)
        {
            try
            {
                Unpack(await consumers[consumer].Answer.ConfigureAwait(false), answers);
            }
            catch (OperationCanceledException)
            {
                // By the caller: nothing else cancels consumers.
            }
            catch (Exception exception) when (exception is RemoteException or WorkerLostException)
            {
                // One that is lost between two items took none that is unfinished; then any unanswered item will do.
                int index = queue.UnfinishedOf(consumer + 1) ?? items.Length - 1;
                failures.TryAdd(index, exception);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (failures.Count > 0)
        {
            int index = failures.Keys[0];
            throw FailureOf(index, items[index], failures.Values[0]);
        }

        return answers;
    }

    // index, count, divisors; index, count, divisors; …
    private static void Unpack(ImmutableArray<long> packed, long[][] answers)
    {
        for (int position = 0; position < packed.Length;)
        {
            int count = (int)packed[position + 1];
            answers[packed[position]] = [.. packed.AsSpan(position + 2, count)];
            position += 2 + count;
        }
    }
}
