using ConcurrencyBench.EchoWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Options that no pool can have, and the limits of those that it can have.</summary>
public sealed class PoolOptionsTests
{
    private static readonly WorkerPoolOptions Good = EchoPool.Options(1);

    private static readonly ImmutableArray<TimeSpan> NoLimits =
    [
        TimeSpan.Zero,
        TimeSpan.FromTicks(-1),
        TimeSpan.FromMilliseconds(-2),
        TimeSpan.FromDays(-60),
        TimeSpan.MinValue,
    ];

    private static readonly ImmutableArray<(string Name, WorkerPoolOptions? Options)> Wrong =
    [
        ("options", null),
        .. new[] { int.MinValue, -1, 0, WorkerPoolOptions.MaxWorkers + 1, 1 << 30, int.MaxValue }.Select(workers =>
            ("options.Workers", (WorkerPoolOptions?)(Good with { Workers = workers }))
        ),
        ("options.Command", Good with { Command = null! }),
        .. new[] { null, "", " ", "a\0b" }.Select(name =>
            ("options.Command.FileName", (WorkerPoolOptions?)(Good with { Command = new WorkerCommand(name!, []) }))
        ),
        .. new ImmutableArray<string>[] { default, [null!], ["a", "b\0"] }.Select(arguments =>
            ("options.Command.Arguments", (WorkerPoolOptions?)(Good with { Command = new WorkerCommand("a", arguments) }))
        ),
        ("options.Command.FileName", Good with { Command = new WorkerCommand("Worker.dll", []) }),
        ("options.Command.WorkingFolder", Good with { Command = EchoPool.Command with { WorkingFolder = "a\0" } }),
        ("options.Command.Environment", Good with { Command = EchoPool.Command with { Environment = null! } }),
        .. new[] { ("", "x"), ("a=b", "x"), ("a\0", "x"), ("a", "\0") }.Select(variable =>
            ("options.Command.Environment", (WorkerPoolOptions?)(Good with { Command = With(variable.Item1, variable.Item2) }))
        ),
        ("options.ChunkSize", Good with { ChunkSize = 0 }),
        ("options.ChunkSize", Good with { ChunkSize = -1 }),
        ("options.Transport", Good with { Transport = (WorkerTransport)3 }),
        ("options.Transport", Good with { Transport = (WorkerTransport)(-1) }),
        ("options.OnLoss", Good with { OnLoss = null! }),
        .. NoLimits.Select(limit => ("options.StartLimit", (WorkerPoolOptions?)(Good with { StartLimit = limit }))),
        .. NoLimits.Select(limit => ("options.CancellationLimit", (WorkerPoolOptions?)(Good with { CancellationLimit = limit }))),
        .. NoLimits.Select(limit => ("options.JobLimit", (WorkerPoolOptions?)(Good with { JobLimit = limit }))),
        .. NoLimits.Select(limit => ("options.PingInterval", (WorkerPoolOptions?)(Good with { PingInterval = limit }))),
        ("options.RecycleAfterJobs", Good with { RecycleAfterJobs = 0 }),
        ("options.RecycleAboveBytes", Good with { RecycleAboveBytes = 0 }),
        ("options.MemoryLimitBytes", Good with { MemoryLimitBytes = -1 }),
        ("options.QuarantineAfter", Good with { QuarantineAfter = 0 }),
        ("options.MinWorkers", Good with { MinWorkers = -1 }),
        ("options.MinWorkers", Good with { MinWorkers = 2 }),
        .. NoLimits.Select(limit => ("options.IdleLimit", (WorkerPoolOptions?)(Good with { IdleLimit = limit }))),
        .. NoLimits.Select(limit => ("options.ExitLimit", (WorkerPoolOptions?)(Good with { ExitLimit = limit }))),
    ];

    private static WorkerCommand With(string variable, string value) =>
        EchoPool.Command with
        {
            Environment = EchoPool.Command.Environment.Add(variable, value),
        };

    public static TheoryData<int, string> WrongOptions => [.. Wrong.Select((wrong, index) => (index, wrong.Name))];

    public static TheoryData<TimeSpan> LongLimits => [Timeout.InfiniteTimeSpan, TimeSpan.MaxValue, TimeSpan.FromDays(60)];

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Constructor_AnOptionThatNoPoolCanHave_NamesIt(int index, string name)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => new WorkerPool(Wrong[index].Options!));
        Assert.Equal(name, exception.ParamName);
        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constructor_TheMostWorkers_DoesJobs()
    {
        await using WorkerPool pool = EchoPool.New(WorkerPoolOptions.MaxWorkers);
        await pool.EchoAsync(10);
    }

    /// <summary>Each limit is armed: by a start, a job, a job that is cancelled and hears it, and the end of the pool.</summary>
    [Theory]
    [MemberData(nameof(LongLimits))]
    public async Task RunAsync_LimitsThatNoTimerHolds_DoesJobs(TimeSpan limit)
    {
        WorkerPool pool = new(
            Good with
            {
                StartLimit = limit,
                CancellationLimit = limit,
                JobLimit = limit,
                PingInterval = limit,
                ExitLimit = limit,
            }
        );
        await pool.EchoAsync(10);
        using CancellationTokenSource source = new();
        Task running = pool.RunAsync(EchoRequest.Create(Verb.Sleep, 60_000), source.Token);
        await Task.Delay(50);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(EchoPool.Limit));
        await pool.EchoAsync(10);
        await pool.DisposeAsync().AsTask().WaitAsync(EchoPool.Limit);
    }
}
