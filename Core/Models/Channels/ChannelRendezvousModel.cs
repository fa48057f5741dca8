using System.Threading.Channels;

namespace ConcurrencyBench.Core.Models.Channels;

/// <summary>The article's Go program: one producer computes and hands each answer over without a buffer, then closes.</summary>
internal sealed class ChannelRendezvousModel : InProcessModel
{
    protected override async ValueTask RunItemsAsync(ItemRun run)
    {
        // Capacity 0 is Go's unbuffered channel: a write completes when a reader has taken the value.
        Channel<(int Index, long[] Divisors)> channel = Channel.CreateBounded<(int, long[])>(
            new BoundedChannelOptions(0) { SingleReader = true, SingleWriter = true }
        );

        Task producer = Task.Run(() => ProduceAsync(run, channel.Writer));
        await foreach ((int index, long[] divisors) in channel.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            run.Keep(index, divisors);
        }

        await producer.ConfigureAwait(false);
    }

    private static async Task ProduceAsync(ItemRun run, ChannelWriter<(int Index, long[] Divisors)> writer)
    {
        for (int index = 0; index < run.Count; index++)
        {
            if (run.TryRun(index, out long[]? divisors))
            {
                await writer.WriteAsync((index, divisors)).ConfigureAwait(false);
            }
        }

        writer.Complete();
    }
}
