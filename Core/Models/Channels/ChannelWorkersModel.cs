using System.Threading.Channels;

namespace ConcurrencyBench.Core.Models.Channels;

/// <summary>A worker pool as in Go: jobs go in through one bounded channel, P readers compute, answers come out of another.</summary>
internal sealed class ChannelWorkersModel(ModelOptions options) : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        Channel<int> jobs = Channel.CreateBounded<int>(new BoundedChannelOptions(options.Workers) { SingleWriter = true });
        Channel<(int Index, long[] Divisors)> answers = Channel.CreateBounded<(int, long[])>(
            new BoundedChannelOptions(options.Workers) { SingleReader = true }
        );

        Task giver = Task.Run(() => GiveOutAsync(run.Count, jobs.Writer));
        Task workers = CloseAfterAsync(
            Enumerable.Range(0, options.Workers).Select(_ => Task.Run(() => WorkAsync(run, jobs.Reader, answers.Writer))),
            answers.Writer
        );

        await foreach ((int index, long[] divisors) in answers.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            run.Keep(index, divisors);
        }

        await giver.ConfigureAwait(false);
        await workers.ConfigureAwait(false);
    }

    private static async Task GiveOutAsync(int count, ChannelWriter<int> jobs)
    {
        for (int index = 0; index < count; index++)
        {
            await jobs.WriteAsync(index).ConfigureAwait(false);
        }

        jobs.Complete();
    }

    private static async Task WorkAsync(ItemRun run, ChannelReader<int> jobs, ChannelWriter<(int Index, long[] Divisors)> answers)
    {
        await foreach (int index in jobs.ReadAllAsync().ConfigureAwait(false))
        {
            if (run.TryRun(index, out long[]? divisors))
            {
                await answers.WriteAsync((index, divisors)).ConfigureAwait(false);
            }
        }
    }

    private static async Task CloseAfterAsync(IEnumerable<Task> workers, ChannelWriter<(int Index, long[] Divisors)> answers)
    {
        await Task.WhenAll(workers).ConfigureAwait(false);
        answers.Complete();
    }
}
