using System.Collections.Immutable;
using ConcurrencyBench.Core.Workers;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Core.Models.Processes;

/// <summary>P resident workers put their answers into slots of a memory-mapped file: <c>Value</c> and <c>Array</c>.</summary>
/// <remarks>A slot has <see cref="SharedAnswers.SlotBytes"/> bytes; an answer that does not fit comes through the pipe.</remarks>
internal sealed class ProcessSharedMemoryModel(ModelOptions options) : ProcessModel(options)
{
    private WorkerPool? _pool;
    private SharedAnswers? _answers;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    protected override async Task<long[][]> RunItemsAsync(ImmutableArray<WorkItem> items, CancellationToken cancellationToken)
    {
        if (_answers is null || _answers.Slots < items.Length)
        {
            await EndAsync().ConfigureAwait(false);
            _answers = SharedAnswers.Create(SharedFile.NewPath(), items.Length);
            _pool = new WorkerPool(PoolOptions(Workers, Chunks.Guided) with { Answers = _answers });
        }

        return await RunOnAsync(_pool!, items, (index, jobId) => RequestOf(items[index], jobId) with { AnswerSlot = index }, cancellationToken).ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _pool, null) is { } pool)
        {
            await pool.DisposeAsync().ConfigureAwait(false);
        }

        if (Interlocked.Exchange(ref _answers, null) is { } answers)
        {
            answers.Dispose();
            SharedFile.TryDelete(answers.Path);
        }
    }
}
