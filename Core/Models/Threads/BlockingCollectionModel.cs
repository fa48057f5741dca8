using System.Collections.Concurrent;

namespace ConcurrencyBench.Core.Models.Threads;

/// <summary>Threads that take items from a BlockingCollection and put answers into another, as with queue.Queue.</summary>
internal sealed class BlockingCollectionModel(ModelOptions options) : InProcessModel
{
    protected override ValueTask RunItemsAsync(ItemRun run)
    {
        using BlockingCollection<int> jobs = [];
        using BlockingCollection<(int Index, long[] Divisors)> answers = [];

        // All jobs are in and the queue is closed before the first thread starts, so no thread can wait for ever.
        for (int index = 0; index < run.Count; index++)
        {
            jobs.Add(index);
        }

        jobs.CompleteAdding();
        JoinedThreads.Run(Math.Min(options.Workers, run.Count), _ => Work(run, jobs, answers));

        answers.CompleteAdding();
        foreach ((int index, long[] divisors) in answers.GetConsumingEnumerable())
        {
            run.Keep(index, divisors);
        }

        return ValueTask.CompletedTask;
    }

    private static void Work(ItemRun run, BlockingCollection<int> jobs, BlockingCollection<(int Index, long[] Divisors)> answers)
    {
        foreach (int index in jobs.GetConsumingEnumerable())
        {
            if (run.TryRun(index, out long[]? divisors))
            {
                answers.Add((index, divisors));
            }
        }
    }
}
