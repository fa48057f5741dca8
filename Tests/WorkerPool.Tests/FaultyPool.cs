using System.Buffers.Binary;
using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Pools of workers that fail as planned, and their requests.</summary>
internal static class FaultyPool
{
    private const string Folder = "faulty-worker";
    private const string Program = "FaultyWorker";

    public static readonly TimeSpan PingInterval = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan ExitLimit = TimeSpan.FromMilliseconds(500);

    public static WorkerPoolOptions Options(FaultPlan plan, int workers, bool isCompiled = false) =>
        new(CommandOf(plan, isCompiled), workers)
        {
            PingInterval = PingInterval,
            ExitLimit = ExitLimit,

            // Each worker gets an equal part at once, so that a culprit has neighbours before and behind it.
            Chunks = (waiting, count) => (waiting + count - 1) / count,
        };

    public static bool IsNative(bool isCompiled) => isCompiled && CompiledWorkers.IsNative(Folder, Program);

    public static ImmutableArray<WorkerJob> Submit(WorkerPool pool, params IEnumerable<FaultyJob> jobs) =>
        pool.Submit([.. jobs.Select(job => new WorkerRequest(job.Encode()))]);

    public static async Task AssertAnswerAsync(FaultyJob job, WorkerJob submitted, TimeSpan limit)
    {
        ReadOnlyMemory<byte> answer = await submitted.Answer.WaitAsync(limit);
        Assert.Equal(job.RightAnswer, BinaryPrimitives.ReadInt64LittleEndian(answer.Span));
    }

    /// <summary>Ends a pool, and a test whose pool does not end: neither waiting nor being locked out may last for ever.</summary>
    public static Task EndAsync(WorkerPool pool, TimeSpan limit) => Task.Run(() => pool.DisposeAsync().AsTask()).WaitAsync(limit);

    private static WorkerCommand CommandOf(FaultPlan plan, bool isCompiled) =>
        isCompiled
            ? CompiledWorkers.Find(Folder, Program).With(plan.Arguments.AsSpan())
            : new WorkerCommand(Path.Combine(AppContext.BaseDirectory, Folder, Program), plan.Arguments);
}
