using System.Collections.Concurrent;
using ConcurrencyBench.Core.Echo;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>A BlockingCollection there and one back, between two threads that block.</summary>
internal sealed class BlockingCollectionHandoff : IHandoff
{
    private readonly BlockingCollection<EchoItem> _there = [];
    private readonly BlockingCollection<EchoItem> _back = [];
    private readonly Thread _partner;

    public BlockingCollectionHandoff()
    {
        _partner = new Thread(Serve) { IsBackground = true };
        _partner.Start();
    }

    public ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload)
    {
        _there.Add(new EchoItem(EchoKind.Echo, payload));
        return new(_back.Take().Payload);
    }

    public ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        for (int sent = 0; sent < count; sent++)
        {
            _there.Add(new EchoItem(EchoKind.Swallow, payload));
        }

        _there.Add(new EchoItem(EchoKind.Receipt, default));
        return new(Receipt.Read(_back.Take().Payload.Span));
    }

    public void Dispose()
    {
        _there.CompleteAdding();
        _partner.Join();
        _there.Dispose();
        _back.Dispose();
    }

    private void Serve()
    {
        EchoPartner partner = new();
        foreach (EchoItem item in _there.GetConsumingEnumerable())
        {
            if (partner.Take(item) is { } answer)
            {
                _back.Add(answer);
            }
        }
    }
}
