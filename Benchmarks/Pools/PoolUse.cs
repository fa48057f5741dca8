using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Pools;

/// <summary>One way to give a pool many small jobs.</summary>
/// <param name="Id">The key in saved reports, such as <c>submit</c>; never renamed.</param>
/// <param name="GatherAsync">Has the pool do a job for each payload; the answers, each in the place of its payload.</param>
internal sealed record PoolUse(
    string Id,
    Func<WorkerPool, ImmutableArray<ReadOnlyMemory<byte>>, Task<ImmutableArray<ReadOnlyMemory<byte>>>> GatherAsync
)
{
    /// <summary>The number of jobs of an operation.</summary>
    public const int Jobs = 10_000;

    private const int Callers = 64;

    public static ImmutableArray<PoolUse> All { get; } =
    [
        new("run", RunAsync),
        new("run-by-many", RunByManyAsync),
        new("submit", SubmitAsync),
        new("stream", (pool, payloads) => StreamAsync(pool, payloads, StreamOrder.OfPayloads)),
        new("stream-as-ready", (pool, payloads) => StreamAsync(pool, payloads, StreamOrder.AsReady)),
        new("batch", (pool, payloads) => pool.RunBatchAsync(payloads)),
    ];

    /// <returns>The use that a benchmark method is named after.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PoolUse FindByMethod(string method) =>
        All.FirstOrDefault(use => MethodName.MethodOf(use.Id) == method)
        ?? throw new ArgumentException($"No use of a pool is measured by '{method}'.", nameof(method));

    private static async Task<ImmutableArray<ReadOnlyMemory<byte>>> RunAsync(WorkerPool pool, ImmutableArray<ReadOnlyMemory<byte>> payloads)
    {
        ImmutableArray<ReadOnlyMemory<byte>>.Builder answers = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(payloads.Length);
        foreach (ReadOnlyMemory<byte> payload in payloads)
        {
            answers.Add(await pool.RunAsync(payload).ConfigureAwait(false));
        }

        return answers.MoveToImmutable();
    }

    private static async Task<ImmutableArray<ReadOnlyMemory<byte>>> RunByManyAsync(
        WorkerPool pool,
        ImmutableArray<ReadOnlyMemory<byte>> payloads
    )
    {
        ReadOnlyMemory<byte>[] answers = new ReadOnlyMemory<byte>[payloads.Length];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => RunShareAsync(caller)))).ConfigureAwait(false);
        return [.. answers];

        async Task RunShareAsync(int caller)
        {
            for (int index = caller; index < payloads.Length; index += Callers)
            {
                answers[index] = await pool.RunAsync(payloads[index]).ConfigureAwait(false);
            }
        }
    }

    private static async Task<ImmutableArray<ReadOnlyMemory<byte>>> SubmitAsync(
        WorkerPool pool,
        ImmutableArray<ReadOnlyMemory<byte>> payloads
    )
    {
        ImmutableArray<ReadOnlyMemory<byte>>.Builder answers = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(payloads.Length);
        foreach (WorkerJob job in pool.Submit([.. payloads.Select(payload => new WorkerRequest(payload))]))
        {
            answers.Add(await job.Answer.ConfigureAwait(false));
        }

        return answers.MoveToImmutable();
    }

    private static async Task<ImmutableArray<ReadOnlyMemory<byte>>> StreamAsync(
        WorkerPool pool,
        ImmutableArray<ReadOnlyMemory<byte>> payloads,
        StreamOrder order
    )
    {
        ReadOnlyMemory<byte>[] answers = new ReadOnlyMemory<byte>[payloads.Length];
        IAsyncEnumerable<StreamAnswer> stream = pool.StreamAsync(payloads.ToAsyncEnumerable(), new StreamOptions { Order = order });
        await foreach (StreamAnswer answer in stream.ConfigureAwait(false))
        {
            answers[answer.Index] = answer.Payload;
        }

        return [.. answers];
    }
}
