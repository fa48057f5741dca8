using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Core.Models.Processes.Jobs;

/// <summary>The payload of a call.</summary>
internal abstract record ItemRequest
{
    private const byte RunKind = 1;
    private const byte ConsumeKind = 2;

    /// <summary>Run one item.</summary>
    /// <param name="KernelId">The kernel's id.</param>
    /// <param name="Number">The number.</param>
    /// <param name="Candidates">The candidates.</param>
    /// <param name="AnswerSlot">The slot of shared memory for the answer, or -1.</param>
    public sealed record Run(string KernelId, long Number, CandidateRange Candidates, int AnswerSlot = -1) : ItemRequest
    {
        public static Run FromItem(WorkItem item, int answerSlot = -1) => new(item.Kernel.Id, item.Number, item.Candidates, answerSlot);
    }

    /// <summary>Take items from a shared queue until it is empty.</summary>
    /// <param name="QueuePath">The file that holds the queue.</param>
    /// <param name="Consumer">The number of the consumer among those of the queue, 1 or more.</param>
    public sealed record Consume(string QueuePath, int Consumer) : ItemRequest;

    public byte[] Encode() =>
        this switch
        {
            Run run => new FieldWriter()
                .Byte(RunKind)
                .Text(run.KernelId)
                .Long(run.Number)
                .Long(run.Candidates.First)
                .Long(run.Candidates.Last)
                .Int(run.AnswerSlot)
                .ToArray(),
            Consume consume => new FieldWriter().Byte(ConsumeKind).Text(consume.QueuePath).Int(consume.Consumer).ToArray(),
            _ => throw new InvalidOperationException($"{GetType().Name} is no request."),
        };

    /// <exception cref="FrameFormatException">The bytes are no request.</exception>
    public static ItemRequest Decode(ReadOnlySpan<byte> payload)
    {
        FieldReader fields = new(payload);
        ItemRequest request = fields.Byte() switch
        {
            RunKind => new Run(fields.Text(), fields.Long(), new CandidateRange(fields.Long(), fields.Long()), fields.Int()),
            ConsumeKind => new Consume(fields.Text(), fields.Int()),
            var kind => throw new FrameFormatException($"There is no request of kind {kind}."),
        };
        fields.ThrowIfMore();
        return request;
    }
}
