using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Benchmarks.Startup;

/// <summary>A pool of worker processes, each of which is asked for next to nothing: the divisors of 1, one candidate.</summary>
/// <param name="worker">The command that starts a worker.</param>
/// <param name="workers">The number of workers.</param>
/// <param name="isResident">True where the workers are kept; otherwise they are started and ended each time.</param>
internal sealed class EmptyPool(WorkerCommand worker, int workers, bool isResident) : IStartup
{
    private static readonly WorkerRequest Request = new(
        new ItemRequest.Run(KernelCatalog.Default.Id, 1, new CandidateRange(1, 1)).Encode()
    );

    private WorkerPool? _pool;

    /// <summary>The workers that are there.</summary>
    public ImmutableArray<int> ProcessIds => _pool?.ProcessIds ?? [];

    public async ValueTask<int> RunAsync()
    {
        _pool ??= new WorkerPool(new WorkerPoolOptions(worker, workers) { Chunks = Chunks.One, MinWorkers = workers });
        int answered = await AskAsync(_pool).ConfigureAwait(false);

        // Workers that start fast do the jobs of those that come later.
        await _pool.WaitUntilWarmAsync().ConfigureAwait(false);
        if (!isResident)
        {
            await _pool.DisposeAsync().ConfigureAwait(false);
            _pool = null;
        }

        return answered;
    }

    public void Dispose() => _pool?.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<int> AskAsync(WorkerPool pool)
    {
        int answered = 0;
        foreach (WorkerJob job in pool.Submit([.. Enumerable.Repeat(Request, workers)]))
        {
            ReadOnlyMemory<byte> answer = await job.Answer.ConfigureAwait(false);
            answered += ItemAnswer.Decode(answer.Span) is [1] ? 1 : 0;
        }

        return answered;
    }
}
