using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Workers;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Cluster.Tests.Networks;

[Collection(nameof(Alone))]
public sealed class HostNetworkTests
{
    // Nobody listens there: who is reached says so at once.
    private const string Refused = "Connection refused";

    [NetworkFact]
    public void Enter_TwoHosts_ReachEachOtherAtTheirAddresses()
    {
        using HostNetwork network = HostNetwork.Create(2);
        Assert.Contains(Refused, Connect(network, from: 0, to: 1), StringComparison.Ordinal);
        Assert.Contains(Refused, Connect(network, from: 1, to: 0), StringComparison.Ordinal);
    }

    [NetworkFact]
    public void Cut_ThenRestore_IsReachedNoMoreAndAgain()
    {
        using HostNetwork network = HostNetwork.Create(3);
        network.Cut(1);
        Assert.DoesNotContain(Refused, Connect(network, from: 0, to: 1), StringComparison.Ordinal);
        Assert.Contains(Refused, Connect(network, from: 0, to: 2), StringComparison.Ordinal);
        network.Restore(1);
        Assert.Contains(Refused, Connect(network, from: 0, to: 1), StringComparison.Ordinal);
    }

    /// <summary>Nothing in the network reaches the machine, and the machine has no device more than before.</summary>
    [NetworkFact]
    public void Create_AnyHosts_LeavesTheMachinesOwnNetworkAlone()
    {
        string before = IpTool.Run("ip -o link");
        using HostNetwork network = HostNetwork.Create(2);
        Assert.Equal(before, IpTool.Run("ip -o link"));
        Assert.DoesNotContain("default", Run(network.Enter(0, new WorkerCommand("ip", ["route"]))), StringComparison.Ordinal);
    }

    [NetworkFact]
    public async Task Dispose_ProcessesInside_EndsThemAndLeavesNothing()
    {
        HostNetwork network = HostNetwork.Create(2);
        string[] names = OwnNamespaces();
        Assert.Equal(3, names.Length);
        using OwnedProcess sleeper = network.Enter(1, new WorkerCommand("sleep", ["600"])).Start();

        network.Dispose();

        await sleeper.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(names.Intersect(OwnNamespaces()));
        network.Dispose();
    }

    /// <summary>The name says which process made a namespace: that one has ended.</summary>
    [NetworkFact]
    public async Task RemoveAbandoned_OfAProcessThatHasEnded_EndsWhatIsInsideAndRemovesIt()
    {
        string name;
        using (Process ended = Process.Start("true"))
        {
            await ended.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
            name = $"cbench-{ended.Id}-0badcafe-0";
        }

        IpTool.Run($"ip netns add {name}");
        using OwnedProcess sleeper = new WorkerCommand("ip", ["netns", "exec", name, "sleep", "600"]).Start();
        await Eventually.TrueAsync(() => IpTool.Run($"ip netns pids {name}").Length > 0);
        using HostNetwork own = HostNetwork.Create(1);

        HostNetwork.RemoveAbandoned();

        await sleeper.Ended.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(name, IpTool.Run("ip netns list"), StringComparison.Ordinal);
        Assert.NotEmpty(OwnNamespaces());
    }

    [NetworkFact]
    public void TryDisturb_WhereTheKernelCan_Delays()
    {
        using HostNetwork network = HostNetwork.Create(2);
        Skip.When(network.TryDisturb(0, TimeSpan.FromMilliseconds(200), 0) ? null : "The kernel has no netem.");
        long start = Stopwatch.GetTimestamp();
        Assert.Contains(Refused, Connect(network, from: 0, to: 1), StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(200));
    }

    private static string[] OwnNamespaces() =>
        [
            .. IpTool
                .Run("ip netns list")
                .Split('\n')
                .Select(line => line.Split(' ')[0])
                .Where(name => name.StartsWith($"cbench-{Environment.ProcessId}-", StringComparison.Ordinal)),
        ];

    private static string Connect(HostNetwork network, int from, int to) =>
        Run(network.Enter(from, new WorkerCommand("timeout", ["5", "bash", "-c", $"exec 3<>/dev/tcp/{network.Addresses[to]}/9"])));

    private static string Run(WorkerCommand command)
    {
        ProcessStartInfo start = new(command.FileName, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        return output + error.GetAwaiter().GetResult();
    }
}
