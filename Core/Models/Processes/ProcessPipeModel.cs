using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>One child computes all items and streams each answer as soon as it is ready; the receiver polls: the article's Pipe.</summary>
/// <remarks>
/// As in the article the child is started and joined within the run, and a poll waits 5 s. There, an answer that takes longer
/// is lost without an error, and every run ends with 5 idle seconds; here it is an error, and the end is seen at once.
/// </remarks>
internal sealed class ProcessPipeModel(ModelOptions options) : ProcessModel(options)
{
    private static readonly TimeSpan PollLimit = TimeSpan.FromSeconds(5);

    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        await using WorkerPool pool = CreatePool(1, Chunks.All);
        ImmutableArray<WorkerJob> jobs = pool.Submit([.. items.Select(item => CreateRequest(item))]);
        using CancellationTokenRegistration registration = cancellationToken.Register(() => pool.Cancel(jobs));

        long[][] received = new long[items.Length][];
        for (int index = 0; index < items.Length; index++)
        {
            try
            {
                received[index] = DecodeAnswer(await jobs[index].Answer.WaitAsync(PollLimit, CancellationToken.None).ConfigureAwait(false));
            }
            catch (TimeoutException)
            {
                throw new WorkItemException(
                    index,
                    items[index],
                    new TimeoutException(
                        $"No answer came through the pipe within {PollLimit.TotalSeconds:F0} s; the rest is not waited for."
                    )
                );
            }
            catch (Exception exception) when (exception is RemoteException or WorkerLostException or WorkerStartException)
            {
                throw ToFailure(index, items[index], exception);
            }
            catch (OperationCanceledException)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }

        return received;
    }
}
