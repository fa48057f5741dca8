using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>A warm pool of one worker that echoes: what jobs, limits and losses cost beside the bare connection.</summary>
internal sealed class WorkerPoolHandoff(WorkerCommand worker, WorkerTransport transport) : IHandoff
{
    private readonly WorkerPool _pool = new(
        new WorkerPoolOptions(worker.With(EchoLoop.Mode, EchoLoop.Pool), Workers: 1) { Transport = transport }
    );

    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload)
    {
        ReadOnlyMemory<byte> answer = await _pool.RunAsync(EchoItem.ToBytes(new EchoItem(EchoKind.Echo, payload))).ConfigureAwait(false);
        return EchoItem.FromBytes(answer).Payload;
    }

    public async ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        WorkerRequest swallow = new(EchoItem.ToBytes(new EchoItem(EchoKind.Swallow, payload)));
        foreach (WorkerJob job in _pool.Submit([.. Enumerable.Repeat(swallow, count)]))
        {
            await job.Answer.ConfigureAwait(false);
        }

        ReadOnlyMemory<byte> receipt = await _pool
            .RunAsync(EchoItem.ToBytes(new EchoItem(EchoKind.Receipt, default)))
            .ConfigureAwait(false);
        return Receipt.Read(EchoItem.FromBytes(receipt).Payload.Span);
    }

    public void Dispose() => _pool.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
