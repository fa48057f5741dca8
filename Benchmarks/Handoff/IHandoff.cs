using ConcurrencyBench.Core.Echo;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>A way to hand items to a partner that runs elsewhere: on a thread, on the pool, in another process.</summary>
internal interface IHandoff : IDisposable
{
    /// <summary>Hands one item over and waits until it is back.</summary>
    /// <returns>The item that came back; the next hand-off overwrites it.</returns>
    ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload);

    /// <summary>Hands the same item over many times, one after the other, and waits until the partner has taken the last.</summary>
    /// <returns>The receipt of the partner.</returns>
    ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count);
}
