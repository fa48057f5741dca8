using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>Nothing is lost when a host is, and no process is left.</summary>
[Collection(nameof(Alone))]
public sealed class OrleansFaultTests
{
    private const int Count = 60;
    private const int Joined = 150;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task RunAsync_AHostIsKilled_ItsItemsAreDoneElsewhere()
    {
        await using OrleansCluster cluster = await FaultCluster.StartAsync(1, 1);
        Task<long[][]> run = BeginAsync(cluster);
        await Task.Delay(500);
        cluster.Processes[0].Kill();
        FaultCluster.AssertComplete(Count, await run.WaitAsync(Limit));
        Assert.Equal(0, cluster.Giver.Duplicates);

        // The one that is left runs the next.
        FaultCluster.AssertComplete(
            3,
            await cluster.RunAsync(FaultCluster.CreateItems(3), 2, Dispatch.Items, CancellationToken.None).WaitAsync(Limit)
        );
    }

    /// <summary>It exists and its connections stand; only the probes tell.</summary>
    [LinuxFact]
    public async Task RunAsync_AHostIsStopped_ItsItemsAreDoneElsewhereAndItEnds()
    {
        await using OrleansCluster cluster = await FaultCluster.StartAsync(1, 1);
        Task<long[][]> run = BeginAsync(cluster);
        await Task.Delay(500);
        OtherProcesses.Stop(cluster.Processes[0].Id);
        FaultCluster.AssertComplete(Count, await run.WaitAsync(Limit));

        // It finds itself declared dead, and leaves.
        Continue(cluster.Processes[0].Id);
        await cluster.Processes[0].Ended.WaitAsync(Limit);
        Assert.Equal(1, cluster.Processes[0].ExitCode);
        Assert.Equal(0, cluster.Giver.Duplicates);
    }

    [Fact]
    public async Task RunAsync_AHostJoins_TakesItemsOfTheRun()
    {
        await using OrleansCluster cluster = await FaultCluster.StartAsync(1);
        Task<long[][]> run = cluster.RunAsync(FaultCluster.CreateItems(Joined), 2, Dispatch.Items, CancellationToken.None);
        await cluster.AddAsync(1, CancellationToken.None);
        cluster.Processes[0].Kill();
        FaultCluster.AssertComplete(Joined, await run.WaitAsync(Limit));
    }

    /// <summary>A run that may use one worker of two uses the other when its host is lost; without any it fails after a while.</summary>
    [Fact]
    public async Task RunAsync_AllHostsAreKilledOneAfterTheOther_FailsWithTheReason()
    {
        OrleansSettings settings = FaultCluster.Settings with { HostLimit = TimeSpan.FromSeconds(2) };
        await using OrleansCluster cluster = await OrleansCluster.StartAsync(settings, [1, 1], CancellationToken.None);
        cluster.Processes[0].Kill();
        FaultCluster.AssertComplete(
            3,
            await cluster.RunAsync(FaultCluster.CreateItems(3), 1, Dispatch.Items, CancellationToken.None).WaitAsync(Limit)
        );
        Task<long[][]> run = cluster.RunAsync(FaultCluster.CreateItems(1_000), 1, Dispatch.Items, CancellationToken.None);
        cluster.Processes[1].Kill();
        HostException exception = await Assert.ThrowsAsync<HostException>(() => run.WaitAsync(Limit));
        Assert.Contains("No host of", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>SIGTERM: what runs is finished, what waits is given back, and it ends in order.</summary>
    [LinuxFact]
    public async Task RunAsync_AHostIsToldToLeave_FinishesAndLeavesNoItemBehind()
    {
        await using OrleansCluster cluster = await FaultCluster.StartAsync(1, 1);
        Task<long[][]> run = BeginAsync(cluster);
        await Task.Delay(300);
        Terminate(cluster.Processes[0].Id);
        await cluster.Processes[0].Ended.WaitAsync(Limit);
        Assert.Equal(0, cluster.Processes[0].ExitCode);
        FaultCluster.AssertComplete(Count, await run.WaitAsync(Limit));
        Assert.Equal(0, cluster.Giver.Duplicates);
    }

    /// <summary>An item that lasts longer than a call may: 30 s would be the surprise.</summary>
    [Fact]
    public async Task RunAsync_AnItemLongerThanACallMayLast_IsRunOnce()
    {
        OrleansSettings settings = FaultCluster.Settings with
        {
            ResponseTimeout = TimeSpan.FromSeconds(2),
            PollLimit = TimeSpan.FromMilliseconds(100),
        };
        await using OrleansCluster cluster = await OrleansCluster.StartAsync(settings, [1], CancellationToken.None);

        // The first call takes long: it finds the grain, and compiles.
        await cluster.RunAsync(FaultCluster.CreateItems(1), 1, Dispatch.Items, CancellationToken.None).WaitAsync(Limit);
        int before = cluster.Giver.Resent;
        long start = Stopwatch.GetTimestamp();
        using CancellationTokenSource cancellation = new(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            cluster.RunAsync(
                [FaultCluster.CreateItems(1)[0] with { Number = long.MaxValue, Candidates = new(1, long.MaxValue) }],
                1,
                Dispatch.Items,
                cancellation.Token
            )
        );
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(4.9), Limit);
        Assert.True(before == cluster.Giver.Resent, $"{cluster.Giver.Resent - before} calls were sent again: {cluster.Giver.LastLoss}");
    }

    /// <summary>What the models do: a host that has ended is replaced, and the run ends with as many as it began with.</summary>
    [LinuxFact]
    public async Task RunAsync_TheOnlyHostIsKilled_IsReplaced()
    {
        int[] ids;
        await using (
            OrleansCluster cluster = await OrleansCluster.StartAsync(
                new OrleansOptions(FaultCluster.Settings, ReplacesHosts: true),
                workers: 1,
                CancellationToken.None
            )
        )
        {
            Task<long[][]> run = BeginAsync(cluster);
            await Task.Delay(200);
            cluster.Processes[0].Kill();
            FaultCluster.AssertComplete(Count, await run.WaitAsync(Limit));
            Assert.Equal(1, cluster.Replaced);
            ids = [.. cluster.Processes.Select(process => process.Id)];
        }

        Assert.Equal(2, ids.Length);
        await OtherProcesses.AssertGoneAsync(ids, TimeSpan.FromSeconds(5));
    }

    [LinuxFact]
    public async Task DisposeAsync_AfterARun_LeavesNoProcess()
    {
        int[] ids;
        await using (OrleansCluster cluster = await FaultCluster.StartAsync(1, 1))
        {
            await cluster.RunAsync(FaultCluster.CreateItems(2), 2, Dispatch.Items, CancellationToken.None).WaitAsync(Limit);
            ids = [.. cluster.Processes.Select(process => process.Id)];
            Assert.All(ids, id => Assert.True(OtherProcesses.IsAlive(id)));
        }

        await OtherProcesses.AssertGoneAsync(ids, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task WaitForWorkersAsync_AHostOfAnotherVersion_RefusesIt()
    {
        OrleansSettings settings = FaultCluster.Settings;
        await using OrleansGiver giver = await OrleansGiver.StartAsync(settings, CancellationToken.None);
        await using OrleansHost host = new(settings, new HostHello(HostHello.OwnVersion + 1, 1, Environment.ProcessId, Guid.NewGuid()));
        await host.StartAsync(CancellationToken.None);

        HostException refusal = await Assert.ThrowsAsync<HostException>(() => host.Ended.WaitAsync(Limit));

        Assert.Contains("use the same build", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, giver.Hosts.Workers);
    }

    private static Task<long[][]> BeginAsync(OrleansCluster cluster) =>
        cluster.RunAsync(FaultCluster.CreateItems(Count), 2, Dispatch.Items, CancellationToken.None);

    private static void Continue(int processId) => Signal(processId, "CONT");

    private static void Terminate(int processId) => Signal(processId, "TERM");

    private static void Signal(int processId, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(kill.WaitForExit(Limit));
    }
}
