using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Tests.Clusters;

/// <summary>The verb as its user runs it, on networks that are made for it.</summary>
[Collection(nameof(Alone))]
public sealed class KillsTests
{
    private const int SigInt = 2;

    // The program, what enters a network for it, its server or silo, and hosts.
    private const int ProcessesOfARun = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly string[] Cuts = ["kills", "--hosts", "0", "--cuts", "2", "--heartbeat", "1"];

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public Task Kills_HostsAreCutOff_LosesNoItemAndLeavesNothing() => AssertLosesNothingAsync("--engine", "orleans");

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public Task Kills_HostsOfABrokerAreCutOff_LosesNoItemAndLeavesNothing() => AssertLosesNothingAsync("--restarts", "0");

    private static async Task AssertLosesNothingAsync(string option, string value)
    {
        Skip.When(HostNetwork.FindReason() ?? BrokerServer.FindReasonAgainst());
        using MarkedProcesses marked = new();

        ProgramRun run = await RunAsync([.. Cuts, option, value], marked, _ => Task.CompletedTask);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("a host, cut off: 2 times", run.Output, StringComparison.Ordinal);
        Assert.Contains(" 0 lost\n", run.Output, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(marked);
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
        await AssertNothingIsLeftAsync(marked);
    }

    private static Task<ProgramRun> RunAsync(string[] arguments, MarkedProcesses marked, Func<Process, Task> meanwhile) =>
        ProgramRun.RunAsync(
            "Benchmarks",
            arguments,
            Limit,
            new Dictionary<string, string> { [marked.Setting.Key] = marked.Setting.Value! },
            meanwhile
        );

    private static async Task AssertNothingIsLeftAsync(MarkedProcesses marked)
    {
        Assert.Empty(await marked.WaitForTheEndAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(NamespaceName.FindAbandoned(IpTool.Run("ip netns list")));
    }
}
