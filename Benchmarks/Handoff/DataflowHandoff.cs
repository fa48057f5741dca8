using System.Threading.Tasks.Dataflow;
using ConcurrencyBench.Core.Echo;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>An ActionBlock there and a BufferBlock back.</summary>
internal sealed class DataflowHandoff : IHandoff
{
    private readonly EchoPartner _partner = new();
    private readonly ActionBlock<EchoItem> _there;
    private readonly BufferBlock<EchoItem> _back = new();

    public DataflowHandoff()
    {
        _there = new ActionBlock<EchoItem>(Take);
    }

    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload)
    {
        _there.Post(new EchoItem(EchoKind.Echo, payload));
        return (await _back.ReceiveAsync().ConfigureAwait(false)).Payload;
    }

    public async ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            _there.Post(new EchoItem(EchoKind.Swallow, payload));
        }

        _there.Post(new EchoItem(EchoKind.Receipt, default));
        return Receipt.Read((await _back.ReceiveAsync().ConfigureAwait(false)).Payload.Span);
    }

    public void Dispose()
    {
        _there.Complete();
        _there.Completion.Wait();
    }

    private void Take(EchoItem item)
    {
        if (_partner.Take(item) is { } answer)
        {
            _back.Post(answer);
        }
    }
}
