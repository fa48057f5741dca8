using System.Threading.Channels;
using ConcurrencyBench.Core.Echo;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>A channel there and a channel back. Sender and partner are tasks, and a waiting one is continued on the pool.</summary>
internal sealed class ChannelHandoff : IHandoff
{
    private readonly Channel<EchoItem> _there;
    private readonly Channel<EchoItem> _back;
    private readonly Task _partner;

    /// <param name="create">Makes a channel.</param>
    public ChannelHandoff(Func<Channel<EchoItem>> create)
    {
        _there = create();
        _back = create();
        _partner = Task.Run(ServeAsync);
    }

    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload)
    {
        await _there.Writer.WriteAsync(new EchoItem(EchoKind.Echo, payload)).ConfigureAwait(false);
        return (await _back.Reader.ReadAsync().ConfigureAwait(false)).Payload;
    }

    public async ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            await _there.Writer.WriteAsync(new EchoItem(EchoKind.Swallow, payload)).ConfigureAwait(false);
        }

        await _there.Writer.WriteAsync(new EchoItem(EchoKind.Receipt, default)).ConfigureAwait(false);
        return Receipt.Read((await _back.Reader.ReadAsync().ConfigureAwait(false)).Payload.Span);
    }

    public void Dispose()
    {
        _there.Writer.Complete();
        _partner.Wait();
    }

    // Through a rendezvous channel, ReadAllAsync gets nothing from a writer that uses WaitToWriteAsync and TryWrite; both
    // would wait for ever. These writers use WriteAsync.
    private async Task ServeAsync()
    {
        EchoPartner partner = new();
        await foreach (EchoItem item in _there.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (partner.Take(item) is { } answer)
            {
                await _back.Writer.WriteAsync(answer).ConfigureAwait(false);
            }
        }
    }
}
