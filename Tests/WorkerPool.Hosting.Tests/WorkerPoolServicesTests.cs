using System.Collections.Concurrent;
using ConcurrencyBench.EchoWorker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConcurrencyBench.Workers.Hosting.Tests;

/// <summary>Pools as services of a host.</summary>
public sealed class WorkerPoolServicesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static WorkerPoolOptions Options { get; } =
        new(WorkerCommand.DotNet(Path.Combine("echo-worker", "EchoWorker.dll")), Workers: 1);

    [Fact]
    public async Task AddWorkerPool_AHostThatRunsAndStops_HasOnePoolAndLeavesNoProcess()
    {
        using IHost host = Build(services => services.AddWorkerPool(Options));
        await host.StartAsync();
        WorkerPool pool = host.Services.GetRequiredService<WorkerPool>();
        Assert.Same(pool, host.Services.GetRequiredService<WorkerPool>());
        int worker = await AskAsync(pool);

        await host.StopAsync().WaitAsync(Limit);

        Assert.Empty(pool.ProcessIds);
        await OtherProcesses.AssertGoneAsync([worker], TimeSpan.Zero);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(pool));
    }

    [Fact]
    public async Task AddWorkerPool_AServiceAddedLater_HasThePoolUntilItHasStopped()
    {
        using IHost host = Build(services => services.AddWorkerPool(Options).AddHostedService<LateUser>().AddSingleton<Answers>());
        await host.StartAsync();
        await host.StopAsync().WaitAsync(Limit);
        Assert.Equal(2, host.Services.GetRequiredService<Answers>().Workers.Count);
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(Timeout.Infinite, false)]
    public async Task StopAsync_WithAJobThatRuns_WaitsForItUntilTheHostHasNoTimeLeft(int milliseconds, bool isAnswered)
    {
        using IHost host = Build(services => services.AddWorkerPool(Options));
        await host.StartAsync();
        WorkerPool pool = host.Services.GetRequiredService<WorkerPool>();
        int worker = await AskAsync(pool);
        Task<ReadOnlyMemory<byte>> job = pool.RunAsync(EchoRequest.Create(Verb.Sleep, milliseconds));
        using CancellationTokenSource limit = new();
        Task stopped = host.StopAsync(limit.Token);
        if (!isAnswered)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(pool)); // no new jobs from here on
            limit.Cancel();
        }

        await stopped.WaitAsync(Limit);
        Assert.Equal(isAnswered, job.IsCompletedSuccessfully);
        Assert.True(job.IsCompleted);
        await OtherProcesses.AssertGoneAsync([worker], TimeSpan.Zero);
    }

    [Fact]
    public async Task AddWorkerPool_WrongOptions_KeepTheHostFromItsStart()
    {
        using IHost host = Build(services => services.AddWorkerPool(Options with { Command = new("MyWorker.dll", []) }));
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => host.StartAsync());
        Assert.Contains("WorkerCommand.DotNet", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddKeyedWorkerPool_Two_AreTwoPoolsWithNamesOfTheirOwnInTheHostsLog()
    {
        using KeptLog log = new();
        using IHost host = Build(
            services =>
                services.AddKeyedWorkerPool("pictures", _ => Options).AddKeyedWorkerPool("texts", _ => Options with { Name = "prose" }),
            log
        );
        await host.StartAsync();
        int first = await AskAsync(host.Services.GetRequiredKeyedService<WorkerPool>("pictures"));
        int second = await AskAsync(host.Services.GetRequiredKeyedService<WorkerPool>("texts"));
        await host.StopAsync().WaitAsync(Limit);
        Assert.NotEqual(first, second);
        await OtherProcesses.AssertGoneAsync([first, second], TimeSpan.Zero);
        Assert.Contains($"Worker {first} of pool pictures was started.", log.Messages);
        Assert.Contains($"Worker {second} of pool prose was started.", log.Messages);
    }

    [Fact]
    public async Task AddWorkerPool_OptionsWithALogOfTheirOwn_KeepIt()
    {
        using KeptLog hosts = new();
        using KeptLog own = new();
        using LoggerFactory factory = new([own]);
        using IHost host = Build(services => services.AddWorkerPool(_ => Options with { LoggerFactory = factory, Name = "mine" }), hosts);
        await host.StartAsync();
        await AskAsync(host.Services.GetRequiredService<WorkerPool>());
        await host.StopAsync().WaitAsync(Limit);
        Assert.Contains(own.Messages, message => message.Contains("of pool mine", StringComparison.Ordinal));
        Assert.DoesNotContain(hosts.Messages, message => message.Contains("of pool", StringComparison.Ordinal));
    }

    private static IHost Build(Action<IServiceCollection> addServices, KeptLog? log = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        addServices(builder.Services);
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        return builder.Build();
    }

    private static async Task<int> AskAsync(WorkerPool pool) =>
        EchoRequest.ReadNumber(await pool.RunAsync(EchoRequest.Create(Verb.Sleep)).WaitAsync(Limit));

    private sealed class Answers
    {
        public ConcurrentQueue<int> Workers { get; } = new();
    }

    private sealed class LateUser(WorkerPool pool, Answers answers) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => UseAsync();

        public Task StopAsync(CancellationToken cancellationToken) => UseAsync();

        private async Task UseAsync() => answers.Workers.Enqueue(await AskAsync(pool));
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Messages { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel level,
            EventId id,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Messages.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
