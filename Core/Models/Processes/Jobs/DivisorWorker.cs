using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Timelines;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Core.Models.Processes.Jobs;

/// <summary>The worker program of the process models: its jobs are items.</summary>
public sealed class DivisorWorker : IDisposable
{
    private const string AnswersOption = "--answers";

    private readonly WorkerTimeline? _timeline;
    private readonly SharedAnswers? _answers;

    private DivisorWorker(WorkerTimeline? timeline, SharedAnswers? answers)
    {
        _timeline = timeline;
        _answers = answers;
    }

    /// <summary>The program's <c>Main</c>.</summary>
    /// <returns>The exit code.</returns>
    public static int Main(ImmutableArray<string> arguments)
    {
        using DivisorWorker worker = new(
            FindValue(arguments, WorkerTimeline.Option) is { } folder ? new WorkerTimeline(folder) : null,
            FindValue(arguments, AnswersOption) is { } path ? SharedAnswers.Open(path) : null
        );
        int exitCode = WorkerProgram.Serve(worker.Handle);
        worker._timeline?.Save();
        return exitCode;
    }

    /// <summary>Releases the shared memory.</summary>
    public void Dispose() => _answers?.Dispose();

    /// <returns>The arguments of a worker that puts answers into their slots of shared memory.</returns>
    internal static ImmutableArray<string> ArgumentsFor(SharedAnswers answers) => [AnswersOption, answers.Path];

    private static string? FindValue(ImmutableArray<string> arguments, string option) =>
        arguments.IndexOf(option) is >= 0 and var index && index + 1 < arguments.Length ? arguments[index + 1] : null;

    private ReadOnlyMemory<byte> Handle(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        ItemRequest.Decode(payload.Span) switch
        {
            ItemRequest.Run run => RunItem(run, cancellationToken),
            ItemRequest.Consume consume => ConsumeQueue(consume, cancellationToken),
            var request => throw new InvalidOperationException($"{request.GetType().Name} is no request."),
        };

    private byte[] RunItem(ItemRequest.Run run, CancellationToken cancellationToken)
    {
        IDivisorKernel kernel =
            KernelCatalog.Find(run.KernelId) ?? throw new InvalidOperationException($"This worker has no kernel '{run.KernelId}'.");
        long[] divisors = Record(new WorkItem(kernel, run.Number, run.Candidates)).Run(cancellationToken);
        return run.AnswerSlot >= 0 && _answers?.TryStore(run.AnswerSlot, divisors) == true
            ? ItemAnswer.EncodeSlot(run.AnswerSlot)
            : ItemAnswer.Encode(divisors);
    }

    // For each item: index, count, divisors.
    private byte[] ConsumeQueue(ItemRequest.Consume consume, CancellationToken cancellationToken)
    {
        using SharedQueue queue = SharedQueue.Open(consume.QueuePath);
        List<long> answers = [];
        while (queue.TryTake(consume.Consumer, out int index, out WorkItem item))
        {
            try
            {
                long[] divisors = Record(item).Run(cancellationToken);
                answers.Add(index);
                answers.Add(divisors.Length);
                answers.AddRange(divisors);
                queue.MarkDone(index);
            }
            catch
            {
                queue.MarkFailed(index);
                throw;
            }
        }

        return ItemAnswer.Encode([.. answers]);
    }

    private WorkItem Record(WorkItem item) => _timeline?.Record(item) ?? item;
}
