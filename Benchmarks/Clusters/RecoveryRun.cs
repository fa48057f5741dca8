using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Disturbs runs of a model with RabbitMQ, and measures what that costs.</summary>
/// <remarks>
/// One host more than cores, so that a lost one leaves enough for the cores: the extra time is that of what is run again, and of noticing. It
/// is replaced between the runs.
/// </remarks>
internal sealed class RecoveryRun : IAsyncDisposable
{
    private const int UndisturbedRuns = 11;
    private const int ItemsForEachCore = 12;
    private const long FirstNumber = 30_000_000;

    private readonly BrokerServer _server;
    private readonly RabbitMqModel _model;
    private readonly ImmutableArray<WorkItem> _items;
    private readonly Random _random = new(1);

    private RecoveryRun(BrokerServer server, RabbitMqModel model, ImmutableArray<WorkItem> items) =>
        (_server, _model, _items) = (server, model, items);

    /// <summary>The server's address.</summary>
    public Uri Broker => _server.Address;

    /// <summary>Starts a server. The first run starts the hosts.</summary>
    public static async Task<RecoveryRun> StartAsync(RabbitQueue queue, CancellationToken cancellationToken)
    {
        BrokerServer server = await BrokerServer.StartAsync(cancellationToken).ConfigureAwait(false);
        int hosts = Environment.ProcessorCount + 1;
        RabbitMqOptions how = new(server.Address, hosts)
        {
            ReplacesHosts = false,
            Configure = settings => settings with { Queue = queue, Batch = 1 },
        };
        IDivisorKernel kernel = KernelCatalog.Default;
        ImmutableArray<WorkItem> items =
        [
            .. Enumerable
                .Range(0, ItemsForEachCore * Environment.ProcessorCount)
                .Select(index => new WorkItem(
                    kernel,
                    FirstNumber + index,
                    new CandidateRange(1, kernel.CandidateCount(FirstNumber + index))
                )),
        ];
        return new RecoveryRun(server, new RabbitMqModel(new ModelOptions(hosts), how), items);
    }

    /// <summary>Kills hosts, a random one at a random moment of each run.</summary>
    public Task<Recovery> KillHostsAsync(int count, Action<string> tell, CancellationToken cancellationToken) =>
        DisturbAsync("a host, killed", count, KillHostAsync, tell, cancellationToken);

    /// <summary>Kills the server and starts it again, at a random moment of each run.</summary>
    public Task<Recovery> RestartBrokerAsync(int count, Action<string> tell, CancellationToken cancellationToken) =>
        DisturbAsync("the broker, killed and started again", count, RestartBrokerAsync, tell, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Recovery> DisturbAsync(
        string what,
        int count,
        Func<CancellationToken, Task<TimeSpan>> disturb,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        double[] usual = new double[UndisturbedRuns];
        for (int run = -1; run < UndisturbedRuns; run++)
        {
            (TimeSpan time, _) = await RunAsync(cancellationToken).ConfigureAwait(false);
            usual[Math.Max(0, run)] = time.TotalSeconds; // The first starts the hosts, and is overwritten.
        }

        TimeSpan undisturbed = TimeSpan.FromSeconds(Recovery.Quantile([.. usual.Order()], 0.5));
        List<Disturbance> all = [];
        for (int run = 0; run < count; run++)
        {
            all.Add(await DisturbOnceAsync(undisturbed, disturb, cancellationToken).ConfigureAwait(false));
            tell($"{run + 1} of {count}: {all[^1].Extra.TotalSeconds:F3} s");
            await _model.Cluster!.RestoreHostsAsync(cancellationToken).ConfigureAwait(false);
        }

        return new Recovery(what, undisturbed, undisturbed / ItemsForEachCore, [.. all]);
    }

    private async Task<Disturbance> DisturbOnceAsync(
        TimeSpan undisturbed,
        Func<CancellationToken, Task<TimeSpan>> disturb,
        CancellationToken cancellationToken
    )
    {
        TimeSpan moment = undisturbed * (0.1 + 0.8 * _random.NextDouble());
        int duplicates = _model.Counts.Duplicates;
        Task<(TimeSpan Time, int Lost)> run = Task.Run(() => RunAsync(cancellationToken), cancellationToken);
        await Task.Delay(moment, cancellationToken).ConfigureAwait(false);
        TimeSpan outage = await disturb(cancellationToken).ConfigureAwait(false);
        (TimeSpan time, int lost) = await run.ConfigureAwait(false);
        return new Disturbance(moment, time - undisturbed, outage, _model.Counts.Duplicates - duplicates, lost);
    }

    private Task<TimeSpan> KillHostAsync(CancellationToken cancellationToken)
    {
        _model.Cluster!.KillHost(_random);
        return Task.FromResult(TimeSpan.Zero);
    }

    private async Task<TimeSpan> RestartBrokerAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await _server.KillAsync().ConfigureAwait(false);
        await _server.RestartAsync(cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(start);
    }

    private async Task<(TimeSpan Time, int Lost)> RunAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        long[][] answers = await _model.RunAsync(_items, cancellationToken).ConfigureAwait(false);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return (time, _items.Zip(answers).Count(pair => !AnswerCheck.Divisors(pair.First.Number).SequenceEqual(pair.Second.Order())));
    }
}
