using ConcurrencyBench.Core.Echo;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>
/// Each item is a work item in the pool's global queue; the way back is the continuation of the waiting sender, in the same queue.
/// </summary>
/// <remarks>
/// A round trip may stay on one thread, whose next work item it is. Nothing keeps the items of a stream in order: any thread of the pool
/// takes the next one.
/// </remarks>
internal sealed class ThreadPoolQueueHandoff : IHandoff
{
    public async ValueTask<ReadOnlyMemory<byte>> EchoAsync(ReadOnlyMemory<byte> payload)
    {
        TaskCompletionSource<ReadOnlyMemory<byte>> back = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(
            static item => item.Back.SetResult(item.Payload),
            (Back: back, Payload: payload),
            preferLocal: false
        );
        return await back.Task.ConfigureAwait(false);
    }

    public async ValueTask<Receipt> SwallowAsync(ReadOnlyMemory<byte> payload, int count)
    {
        Swallower swallower = new(count);
        for (int sent = 0; sent < count; sent++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static item => item.Swallower.Take(item.Payload),
                (Swallower: swallower, Payload: payload),
                preferLocal: false
            );
        }

        return await swallower.Receipt.ConfigureAwait(false);
    }

    public void Dispose()
    {
        // The pool belongs to the process.
    }

    private sealed class Swallower(int expected)
    {
        private readonly TaskCompletionSource<Receipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long _bytes;
        private int _items;

        public Task<Receipt> Receipt => _receipt.Task;

        public void Take(ReadOnlyMemory<byte> payload)
        {
            Interlocked.Add(ref _bytes, payload.Length);
            int items = Interlocked.Increment(ref _items);
            if (items == expected)
            {
                _receipt.SetResult(new Receipt(items, Volatile.Read(ref _bytes)));
            }
        }
    }
}
