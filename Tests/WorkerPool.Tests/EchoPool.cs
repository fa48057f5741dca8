using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Pools of echo workers, and their requests.</summary>
internal static class EchoPool
{
    /// <summary>No job of a test takes as long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static WorkerCommand Command { get; } =
        new(Path.Combine(AppContext.BaseDirectory, "echo-worker", OperatingSystem.IsWindows() ? "EchoWorker.exe" : "EchoWorker"), []);

    public static TheoryData<WorkerTransport> Transports =>
        [
            .. Enum.GetValues<WorkerTransport>()
                .Select(transport => new TheoryDataRow<WorkerTransport>(transport)
                {
                    Skip = transport == WorkerTransport.UnixSocket ? Wine.LacksUnixSockets : null,
                }),
        ];

    public static WorkerPoolOptions Options(int workers, WorkerTransport transport = WorkerTransport.Stdio) =>
        new(Command, workers) { Transport = transport };

    public static WorkerPool New(int workers, WorkerTransport transport = WorkerTransport.Stdio) => new(Options(workers, transport));

    public static async Task<ReadOnlyMemory<byte>> AskAsync(this WorkerPool pool, byte[] request) =>
        await pool.RunAsync(request).WaitAsync(Limit);

    public static Task<ReadOnlyMemory<byte>> AskAsync(this WorkerPool pool, Verb verb, int number = 0, string text = "") =>
        pool.AskAsync(EchoRequest.Create(verb, number, text));

    /// <returns>The process that answers next.</returns>
    public static async Task<int> WhoAsync(this WorkerPool pool) => EchoRequest.ReadNumber(await pool.AskAsync(Verb.Sleep));

    /// <summary>Sends requests that are their own answers.</summary>
    public static async Task EchoAsync(this WorkerPool pool, int length, int seed = 0)
    {
        byte[] request = EchoRequest.Echo(length, seed);
        ReadOnlyMemory<byte> answer = await pool.AskAsync(request);
        Assert.True(answer.Span.SequenceEqual(request), $"An answer of {answer.Length} bytes is not the request of {length}.");
    }
}
