using System.Buffers.Binary;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Core.Echo;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Pools;

/// <summary>A warm pool of echo workers and many small jobs for it. Every answer is looked at.</summary>
internal sealed class PoolOperation : CheckedOperation<ImmutableArray<ReadOnlyMemory<byte>>>
{
    private const int NumberBytes = 16;

    private readonly WorkerPool _pool;
    private readonly PoolUse _use;
    private readonly ImmutableArray<ReadOnlyMemory<byte>> _payloads;

    private PoolOperation(WorkerPool pool, PoolUse use, int jobs)
        : base(new EndOfPool(pool))
    {
        _pool = pool;
        _use = use;
        _payloads = [.. Enumerable.Range(0, jobs).Select(ToPayload)];
    }

    /// <summary>Makes the pool for a use. Its first operation starts the workers.</summary>
    public static PoolOperation Prepare(PoolUse use, WorkerTransport transport, int workers, int jobs = PoolUse.Jobs)
    {
        WorkerCommand echo = BuiltWorker.Find().With(EchoLoop.Mode, EchoLoop.Pool);
        return new PoolOperation(new WorkerPool(new WorkerPoolOptions(echo, workers) { Transport = transport }), use, jobs);
    }

    protected override async ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> OperateAsync() =>
        await _use.GatherAsync(_pool, _payloads).ConfigureAwait(false);

    protected override void ThrowIfWrong(ImmutableArray<ReadOnlyMemory<byte>> outcome)
    {
        for (int index = 0; index < _payloads.Length; index++)
        {
            if (!outcome[index].Span.SequenceEqual(_payloads[index].Span))
            {
                throw new WrongAnswerException($"Job {index} of {_payloads.Length} has the answer of another, or none.");
            }
        }
    }

    private static ReadOnlyMemory<byte> ToPayload(int index)
    {
        byte[] number = new byte[NumberBytes];
        BinaryPrimitives.WriteInt32LittleEndian(number, index);
        return EchoItem.ToBytes(new EchoItem(EchoKind.Echo, number));
    }

    private sealed class EndOfPool(WorkerPool pool) : IDisposable
    {
        public void Dispose() => pool.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
