using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Tests.Clusters;

/// <summary>The verb as its user runs it, with cuts on networks that are made for it.</summary>
[Collection(nameof(Alone))]
public sealed class KillsTests
{
    private const int SigInt = 2;

    // The program, what enters a network for it, its server or silo, and hosts.
    private const int ProcessesOfARun = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LastEnd = TimeSpan.FromSeconds(30);
    private static readonly string[] Cuts = ["kills", "--hosts", "0", "--cuts", "2", "--heartbeat", "1"];

    [Fact]
    public async Task Kills_Hosts_LosesNoItemAndLeavesNothing()
    {
        Skip.When(BrokerServer.FindReasonAgainst());
        ProgramRun run = await AssertLosesNothingAsync("kills", "--hosts", "2", "--restarts", "0");
        Assert.Contains("a host, killed: 2 times", run.Output, StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Kills_HostsAndBroker_LosesNoItemAndLeavesNothing()
    {
        Skip.When(BrokerServer.FindReasonAgainst());
        ProgramRun run = await AssertLosesNothingAsync("kills", "--hosts", "2", "--restarts", "2");
        Assert.Contains("a host, killed: 2 times", run.Output, StringComparison.Ordinal);
        Assert.Contains("the broker, killed and started again: 2 times", run.Output, StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Kills_Silos_LosesNoItemAndLeavesNothing()
    {
        ProgramRun run = await AssertLosesNothingAsync("kills", "--engine", "orleans", "--hosts", "2");
        Assert.Contains("a host, killed: 2 times", run.Output, StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public Task Kills_HostsAreCutOff_LosesNoItemAndLeavesNothing() => AssertCutsLoseNothingAsync("--engine", "orleans");

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public Task Kills_HostsOfABrokerAreCutOff_LosesNoItemAndLeavesNothing() => AssertCutsLoseNothingAsync("--restarts", "0");

    private static async Task AssertCutsLoseNothingAsync(string option, string value)
    {
        Skip.When(HostNetwork.FindReason() ?? BrokerServer.FindReasonAgainst());
        ProgramRun run = await AssertLosesNothingAsync([.. Cuts, option, value]);
        Assert.Contains("a host, cut off: 2 times", run.Output, StringComparison.Ordinal);
        AssertNoNetworkIsLeft();
    }

    private static async Task<ProgramRun> AssertLosesNothingAsync(params string[] arguments)
    {
        using MarkedProcesses marked = new();
        ProgramRun run = await RunAsync(arguments, marked, _ => Task.CompletedTask);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(" 0 lost\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(await marked.WaitForTheEndAsync(LastEnd));
        return run;
    }

    [Fact]
    public async Task Kills_Interrupted_SaysSoAndLeavesNothing()
    {
        Skip.When(HostNetwork.FindReason() ?? BrokerServer.FindReasonAgainst());
        using MarkedProcesses marked = new();

        ProgramRun run = await RunAsync(
            Cuts,
            marked,
            async process =>
            {
                await Eventually.TrueAsync(() => marked.Find().Length >= ProcessesOfARun);
                Signals.Send(process.Id, SigInt);
            }
        );

        Assert.Equal(128 + SigInt, run.ExitCode);
        Assert.StartsWith("Interrupted", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(await marked.WaitForTheEndAsync(LastEnd));
        AssertNoNetworkIsLeft();
    }

    private static Task<ProgramRun> RunAsync(string[] arguments, MarkedProcesses marked, Func<Process, Task> meanwhile) =>
        ProgramRun.RunAsync(
            "Benchmarks",
            arguments,
            Limit,
            new Dictionary<string, string> { [marked.Setting.Key] = marked.Setting.Value! },
            meanwhile
        );

    private static void AssertNoNetworkIsLeft() => Assert.Empty(NamespaceName.FindAbandoned(IpTool.Run("ip netns list")));
}
