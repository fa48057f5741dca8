using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>P resident workers compete for the items of one queue in shared memory: <c>multiprocessing.Queue</c>.</summary>
internal sealed class ProcessQueueModel(ModelOptions options) : ResidentProcessModel(options, Chunks.One)
{
    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        using SharedQueue queue = SharedQueue.Create(items);
        return await ConsumeAsync(queue, items, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long[][]> ConsumeAsync(SharedQueue queue, ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        WorkerPool pool = Pool;
        ImmutableArray<WorkerJob> consumers = pool.Submit([
            .. Enumerable
                .Range(1, Math.Min(Workers, items.Length))
                .Select(consumer => new WorkerRequest(new ItemRequest.Consume(queue.Path, consumer).Encode(), "a shared queue")),
        ]);
        using CancellationTokenRegistration registration = cancellationToken.Register(() => pool.Cancel(consumers));

        long[][] answers = new long[items.Length][];
        SortedList<int, Exception> failures = [];
        for (int consumer = 0; consumer < consumers.Length; consumer++)
        {
            try
            {
                Unpack(DecodeAnswer(await consumers[consumer].Answer.ConfigureAwait(false)), answers);
            }
            catch (OperationCanceledException)
            {
                // Cancelled by the caller: nothing else cancels consumers.
            }
            catch (Exception exception) when (exception is RemoteException or WorkerLostException)
            {
                // A consumer that is lost between two items has no unfinished one; then the error names the last item.
                int index = queue.FindUnfinished(consumer + 1) ?? items.Length - 1;
                failures.TryAdd(index, exception);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (failures.Count > 0)
        {
            int index = failures.Keys[0];
            throw ToFailure(index, items[index], failures.Values[0]);
        }

        return answers;
    }

    // index, count, divisors; index, count, divisors; …
    private static void Unpack(long[] packed, long[][] answers)
    {
        for (int position = 0; position < packed.Length; )
        {
            int count = (int)packed[position + 1];
            answers[packed[position]] = packed[(position + 2)..(position + 2 + count)];
            position += 2 + count;
        }
    }
}
