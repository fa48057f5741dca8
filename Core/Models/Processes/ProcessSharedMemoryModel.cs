using System.Collections.Immutable;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workloads;

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

    protected override WorkerPoolOptions PoolOptions(int workers, ChunkPolicy chunks) => base.PoolOptions(workers, chunks) with { Answers = _answers };

    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        if (_answers is null || _answers.Slots < items.Length)
        {
            await EndPoolAsync().ConfigureAwait(false);
            EndAnswers();
            _answers = SharedAnswers.Create(SharedFile.NewPath(), items.Length);
        }

        return await RunOnAsync(Pool, items, (index, jobId) => RequestOf(items[index], jobId) with { AnswerSlot = index }, cancellationToken).ConfigureAwait(false);
    }

    private void EndAnswers()
    {
        if (Interlocked.Exchange(ref _answers, null) is { } answers)
        {
            answers.Dispose();
            SharedFile.TryDelete(answers.Path);
        }
    }
}
