using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.RabbitMq;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

/// <summary>Hosts that are lost, leave, are refused or cancelled, and a broker that is restarted.</summary>
[Collection(nameof(BrokerFixture))]
public sealed class RabbitFaultTests
{
    public RabbitFaultTests() => Skip.When(BrokerFixture.Reason);

    public static TheoryData<bool> Queues => [true, false];

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task RunAsync_AHostIsKilled_LosesNothing(bool isQuorum)
    {
        await using RabbitRun run = new(2, With(isQuorum));
        await run.StartAsync();
        ImmutableArray<WorkItem> items = RabbitRun.Many(12);

        Task<long[][]> answers = run.RunAsync(items);
        await Task.Delay(100);
        run.Cluster.Hosts[0].Kill();

        RabbitRun.AssertRight(items, await answers);
        Assert.Equal(1, run.Cluster.LostHosts);
        // Its message can have been answered and not acknowledged.
        Assert.InRange(run.Model.Counts.Duplicates, 0, 1);
    }

    [UnixFact]
    public async Task RunAsync_AHostIsTerminated_FinishesWhatItHasAndNothingTwice()
    {
        await using RabbitRun run = new(2);
        await run.StartAsync();
        ImmutableArray<WorkItem> items = RabbitRun.Many(12);

        Task<long[][]> answers = run.RunAsync(items);
        await Task.Delay(100);
        HostProcess leaving = run.Cluster.Hosts[0];
        Signals.Send(leaving.Id, 15);

        await leaving.Ended.WaitAsync(RabbitRun.Limit);
        RabbitRun.AssertRight(items, await answers);
        Assert.Equal(new ClusterCounts(0, 0, 0), run.Model.Counts);
        Assert.Equal(0, leaving.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task RunAsync_AnItemWhoseHostsAreAllLost_FailsAsPoisonAndTheOthersAreAnswered(bool isQuorum)
    {
        await using RabbitRun run = new(1, With(isQuorum));
        await run.StartAsync();

        Task<long[][]> answers = run.RunAsync([RabbitRun.Whole(12), RabbitRun.Endless()]);
        int killed = await KillAllThatTakeAsync(run, answers);

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(() => answers);
        Assert.Equal(1, exception.Index);
        Assert.Equal(3, Assert.IsType<PoisonItemException>(exception.InnerException).Deliveries);
        // More where a host was killed before it had the item, or before it had counted the loss of the one before.
        Assert.InRange(killed, 3, 15);
        RabbitRun.AssertRight([RabbitRun.Whole(28)], await run.RunAsync([RabbitRun.Whole(28)]));
    }

    /// <summary>The items of a message are lost together. Whose fault that was shows when each is given out by itself.</summary>
    [Theory]
    [MemberData(nameof(Queues))]
    public async Task RunAsync_AMessageWhoseHostsAreAllLost_FailsByTheItemThatLosesThem(bool isQuorum)
    {
        await using RabbitRun run = new(1, settings => With(isQuorum)(settings) with { Batch = 3 });
        await run.StartAsync();

        // Nothing waits behind the endless one, so that its host is killed when it has it.
        Task<long[][]> answers = run.RunAsync([RabbitRun.Whole(12), RabbitRun.Whole(28), RabbitRun.Endless()]);
        int killed = await KillAllThatTakeAsync(run, answers);

        WorkItemException exception = await Assert.ThrowsAsync<WorkItemException>(() => answers);
        Assert.Equal(2, exception.Index);
        Assert.IsType<PoisonItemException>(exception.InnerException);
        Assert.InRange(killed, 6, 30); // Three for the message, three for the item.
    }

    /// <summary>Two minutes in use.</summary>
    [Fact]
    public async Task RunAsync_TheBrokerStaysAway_FailsAndNamesIt()
    {
        await using RabbitRun run = new(1, settings => settings with { ReconnectLimit = TimeSpan.FromSeconds(2) });
        await run.StartAsync();

        Task<long[][]> answers = run.RunAsync([RabbitRun.Endless()]);
        await run.WaitUntilTakenAsync();
        await BrokerFixture.Server.KillAsync();
        try
        {
            HostException exception = await Assert.ThrowsAsync<HostException>(() => answers);
            Assert.Contains(
                BrokerFixture.Server.Address.Port.ToString(CultureInfo.InvariantCulture),
                exception.Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            await BrokerFixture.Server.RestartAsync(CancellationToken.None);
        }
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public async Task RunAsync_TheBrokerIsRestarted_LosesNothing(bool isQuorum)
    {
        await using RabbitRun run = new(2, With(isQuorum));
        await run.StartAsync();
        ImmutableArray<WorkItem> items = RabbitRun.Many(12);

        Task<long[][]> answers = run.RunAsync(items);
        await Task.Delay(100);
        await BrokerFixture.Server.KillAsync();
        await BrokerFixture.Server.RestartAsync(CancellationToken.None);

        RabbitRun.AssertRight(items, await answers);
        ClusterCounts counts = run.Model.Counts;
        Assert.True(counts.Reconnects >= 1);
        Assert.InRange(counts.Republished, 1, items.Length);
        Assert.Equal(0, run.Cluster.LostHosts);
    }

    [LinuxFact]
    public async Task RunAsync_Cancelled_EndsWhatRunsAndWhatWaits()
    {
        await using RabbitRun run = new(2);
        await run.StartAsync();
        using CancellationTokenSource cancellation = new();

        Task<long[][]> answers = run.RunAsync([.. Enumerable.Repeat(RabbitRun.Endless(), 5)], cancellation.Token);
        await Eventually.TrueAsync(() => run.Cluster.Giver.CountWaitingAsync().GetAwaiter().GetResult() == 3);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answers);

        Assert.Equal(0u, await run.Cluster.Giver.CountWaitingAsync());
        TimeSpan before = CpuTime(run);
        await Task.Delay(300);
        Assert.InRange((CpuTime(run) - before).TotalMilliseconds, 0, 150);
        RabbitRun.AssertRight([RabbitRun.Whole(28)], await run.RunAsync([RabbitRun.Whole(28)]));
    }

    /// <summary>The hosts are told when they can be: otherwise an endless item would keep its worker for ever.</summary>
    [Fact]
    public async Task RunAsync_CancelledWhileTheBrokerIsAway_EndsWhatRunsWhenItIsBack()
    {
        await using RabbitRun run = new(1);
        await run.StartAsync();
        using CancellationTokenSource cancellation = new();

        Task<long[][]> answers = run.RunAsync([RabbitRun.Endless()], cancellation.Token);
        await run.WaitUntilTakenAsync();
        await BrokerFixture.Server.KillAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answers);
        await BrokerFixture.Server.RestartAsync(CancellationToken.None);

        RabbitRun.AssertRight([RabbitRun.Whole(28)], await run.RunAsync([RabbitRun.Whole(28)]));
        Assert.Equal(0, run.Cluster.LostHosts);
    }

    [Fact]
    public async Task StartAsync_OfAHostOfAnotherVersion_IsRefusedByBothSides()
    {
        RabbitSettings settings = new(BrokerFixture.Server.Address, "other-version") { HostLimit = TimeSpan.FromSeconds(2) };
        await using RabbitGiver giver = await RabbitGiver.ConnectAsync(settings, RabbitRun.Limit, CancellationToken.None);
        await using RabbitHost host = new(settings, HostHello.Create(1) with { Version = 2 });
        await host.StartAsync(CancellationToken.None);

        HostException refused = await Assert.ThrowsAsync<HostException>(() => host.Ended.WaitAsync(RabbitRun.Limit));
        Assert.Contains("speaks version 2 and its giver version 1", refused.Message, StringComparison.Ordinal);
        HostException missing = await Assert.ThrowsAsync<HostException>(() => giver.WaitForWorkersAsync(1, CancellationToken.None));
        Assert.Contains("speaks version 2 and its giver version 1", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NoHostJoins_SaysHowToStartOne()
    {
        await using RabbitMqModel model = new(
            new ModelOptions(1),
            new RabbitMqOptions(BrokerFixture.Server.Address, Hosts: 0, "nobody")
            {
                Configure = settings => settings with { HostLimit = TimeSpan.FromMilliseconds(200) },
            }
        );
        HostException exception = await Assert.ThrowsAsync<HostException>(async () =>
            await model.RunAsync([RabbitRun.Whole(6)], CancellationToken.None)
        );
        Assert.Contains("./run.sh host --broker", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Hosts of a user's own, which nothing here replaces: whoever runs them starts another.</summary>
    [Fact]
    public async Task RunAsync_AUsersHostIsReplaced_TakesTheOtherOneAndNoMoreThanItNeeds()
    {
        string name = $"own-{Guid.NewGuid():N}";
        WorkerCommand command = BuiltHost.Command(new HostArguments(BrokerFixture.Server.Address, null, name, 1, IsOwned: true));
        await using ClusterHosts hosts = await ClusterHosts.StartAsync([command], CancellationToken.None);
        await using RabbitMqModel model = new(new ModelOptions(1), new RabbitMqOptions(BrokerFixture.Server.Address, Hosts: 0, name));
        await model.RunAsync([RabbitRun.Whole(6)], CancellationToken.None);
        HostProcess spare = await hosts.AddAsync(command, CancellationToken.None);
        Assert.Equal(1, await model.Cluster!.Giver.CountHostsAsync());

        Task<long[][]> answers = model.RunAsync(RabbitRun.Many(12), CancellationToken.None).AsTask();
        hosts.All[0].Kill();
        await hosts.All[0].Ended.WaitAsync(RabbitRun.Limit);
        spare.Kill();
        await hosts.AddAsync(command, CancellationToken.None);

        RabbitRun.AssertRight(RabbitRun.Many(12), await answers.WaitAsync(RabbitRun.Limit));
    }

    private static Func<RabbitSettings, RabbitSettings> With(bool isQuorum) =>
        settings => settings with { Queue = isQuorum ? RabbitQueue.Quorum : RabbitQueue.Classic, Batch = 1 };

    // A run of one host, which is killed each time when it has taken all that there is; or, because what was lost with a host comes back
    // behind the item that it was killed for, when it has taken items for a while.
    private static async Task<int> KillAllThatTakeAsync(RabbitRun run, Task answers)
    {
        TimeSpan patience = TimeSpan.FromSeconds(3);
        int killed = 0;
        long start = Stopwatch.GetTimestamp();
        while (!answers.IsCompleted)
        {
            await Task.WhenAny(answers, Task.Delay(100));
            bool takesItems = await run.Cluster.Giver.CountHostsAsync() == 1;
            bool hasAll = await run.Cluster.Giver.CountWaitingAsync() == 0;
            if (takesItems && (hasAll || Stopwatch.GetElapsedTime(start) > patience))
            {
                run.Cluster.Hosts[^1].Kill();
                killed++;
                start = Stopwatch.GetTimestamp();
            }
        }

        return killed;
    }

    private static TimeSpan CpuTime(RabbitRun run) =>
        run.Cluster.Hosts.Aggregate(
            TimeSpan.Zero,
            (sum, host) =>
            {
                using Process process = Process.GetProcessById(host.Id);
                return sum + process.TotalProcessorTime;
            }
        );
}
