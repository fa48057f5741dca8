using ConcurrencyBench.Core.Models.Processes.Jobs;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Pooling;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>P resident workers put their answers into slots of a memory-mapped file: <c>Value</c> and <c>Array</c>.</summary>
/// <remarks>A slot has <see cref="SharedAnswers.SlotBytes"/> bytes; an answer that does not fit comes through the pipe.</remarks>
internal sealed class ProcessSharedMemoryModel(ModelOptions options) : ResidentProcessModel(options, Chunks.Guided)
{
    private SharedAnswers? _answers;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        EndAnswers();
    }

    protected override WorkerPoolOptions PoolOptions(int workers, ChunkPolicy chunks)
    {
        WorkerPoolOptions options = base.PoolOptions(workers, chunks);
        return options with { Command = options.Command.With(DivisorWorker.ArgumentsFor(_answers!).AsSpan()) };
    }

    protected override long[] DecodeAnswer(ReadOnlyMemory<byte> reply) => ItemAnswer.Decode(reply.Span, _answers);

    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        if (_answers is null || _answers.Slots < items.Length)
        {
            await EndPoolAsync().ConfigureAwait(false);
            EndAnswers();
            _answers = SharedAnswers.Create(items.Length);
        }

        return await RunOnAsync(Pool, items, [.. items.Select((item, index) => CreateRequest(item, index))], cancellationToken)
            .ConfigureAwait(false);
    }

    private void EndAnswers()
    {
        _answers?.Dispose();
        _answers = null;
    }
}
