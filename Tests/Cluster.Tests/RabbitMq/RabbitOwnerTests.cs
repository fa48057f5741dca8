using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Engines.Cluster;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.RabbitMq;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Cluster.Tests.RabbitMq;

/// <summary>Every process has an owner that ends it, also when the owner is killed.</summary>
[Collection(nameof(BrokerFixture))]
public sealed class RabbitOwnerTests
{
    public RabbitOwnerTests() => Skip.When(BrokerFixture.Reason);

    [LinuxFact]
    public async Task DisposeAsync_OfAModelOnAUsersBroker_EndsItsHostsAndLeavesTheBroker()
    {
        Environment.SetEnvironmentVariable(RabbitMqOptions.BrokerVariable, BrokerFixture.Server.Address.OriginalString);
        Environment.SetEnvironmentVariable(HostChoice.Variable, "3");
        IConcurrencyModel model = ClusterCatalog.All[0].Create(new ModelOptions(3));
        Environment.SetEnvironmentVariable(RabbitMqOptions.BrokerVariable, null);
        Environment.SetEnvironmentVariable(HostChoice.Variable, null);
        RabbitRun.AssertRight([RabbitRun.Whole(28)], await model.RunAsync([RabbitRun.Whole(28)], CancellationToken.None));
        int[] hosts = [.. ((RabbitMqModel)model).Cluster!.Hosts.Select(host => host.Id)];
        Assert.Equal(3, hosts.Length);

        await model.DisposeAsync();

        await OtherProcesses.AssertGoneAsync(hosts, TimeSpan.FromSeconds(20));
        await using RabbitRun other = new(1);
        RabbitRun.AssertRight([RabbitRun.Whole(12)], await other.RunAsync([RabbitRun.Whole(12)]));
    }

    /// <summary>The owner's end of the pipe is all that a host has of it: whoever holds it is killed here.</summary>
    [LinuxFact]
    public async Task Host_WhoseOwnerIsKilled_Ends()
    {
        using MarkedProcesses marked = new();
        WorkerCommand host = BuiltHost.Command(new HostArguments(BrokerFixture.Server.Address, null, "orphan", 1, IsOwned: true));
        using Process shell = Start(marked, $"sleep 1000 | {string.Join(' ', host.Arguments.Prepend(host.FileName).Select(Quote))}");
        Assert.StartsWith("ready version 1, 1 at once", await shell.StandardOutput.ReadLineAsync());

        Signals.Send(Find(marked, "sleep"), 9);

        Assert.Empty(await marked.WaitForTheEndAsync(TimeSpan.FromSeconds(20)));
    }

    [LinuxFact]
    public async Task BrokerServer_WhoseOwnerIsKilled_EndsWithItsFolder()
    {
        using MarkedProcesses marked = new();
        BrokerFolder folder = BrokerFolder.Create(1, new BrokerOptions());
        using Process shell = Start(
            marked,
            $"sleep 1000 | sh -c {Quote(BrokerFolder.KeeperScript)}",
            folder.Variables("/usr/lib/rabbitmq/bin/rabbitmq-server", [1, 2, 34_567])
        );
        Assert.Equal("started", await shell.StandardOutput.ReadLineAsync());
        await Eventually.TrueAsync(() =>
            marked
                .Find()
                .Any(id => OtherProcesses.CommandOf(id) is [var program, ..] && program.EndsWith("beam.smp", StringComparison.Ordinal))
        );

        Signals.Send(Find(marked, "sleep"), 9);

        Assert.Empty(await marked.WaitForTheEndAsync(TimeSpan.FromSeconds(20)));
        Assert.False(Directory.Exists(folder.Path));
    }

    [LinuxFact]
    public async Task StartAsync_OfAServerThatIsCancelled_LeavesNothing()
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromSeconds(1));
        int[] before = OtherProcesses.DescendantsOf(Environment.ProcessId);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BrokerServer.StartAsync(cancellation.Token));
        Assert.Empty(OtherProcesses.DescendantsOf(Environment.ProcessId).Except(before));
    }

    [Fact]
    public async Task RunAsync_NoBrokerIsThere_NamesIt()
    {
        await using RabbitMqModel model = new(new ModelOptions(1), new RabbitMqOptions(new Uri("amqp://user:secret@127.0.0.1:1")));
        HostException exception = await Assert.ThrowsAsync<HostException>(async () =>
            await model.RunAsync([RabbitRun.Whole(6)], CancellationToken.None)
        );
        Assert.Contains("127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    private static Process Start(MarkedProcesses marked, string script, IReadOnlyDictionary<string, string?>? variables = null)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", script]) { RedirectStandardOutput = true };
        marked.Mark(start);
        foreach ((string name, string? value) in variables ?? ImmutableDictionary<string, string?>.Empty)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static int Find(MarkedProcesses marked, string program) =>
        marked.Find().Single(id => OtherProcesses.CommandOf(id)[0].EndsWith(program, StringComparison.Ordinal));

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
