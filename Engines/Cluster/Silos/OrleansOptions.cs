using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The way in which a model uses silos.</summary>
/// <param name="Settings">The cluster.</param>
/// <param name="StartsHosts">True where hosts are started; false for those that join by themselves.</param>
/// <param name="ReplacesHosts">True where a host that was started and has ended is replaced.</param>
internal sealed record OrleansOptions(OrleansSettings Settings, bool StartsHosts = true, bool ReplacesHosts = false)
{
    /// <summary>The command that starts a host at its place, which has a number from 0 on: on this machine as it is.</summary>
    public Func<int, WorkerCommand, WorkerCommand> Place { get; init; } = (_, command) => command;

    /// <summary>The variable that says where silos find each other.</summary>
    public const string ClusterVariable = "CONCURRENCYBENCH_CLUSTER";

    /// <summary>The choices of the environment.</summary>
    /// <exception cref="HostException">They make no sense.</exception>
    public static OrleansOptions FromEnvironment()
    {
        bool startsHosts = Environment.GetEnvironmentVariable(HostChoice.Variable) != "0";

        // Hosts that join by themselves know the usual name.
        string name = startsHosts ? $"{HostArguments.DefaultName}-{Guid.NewGuid():N}" : HostArguments.DefaultName;
        return new OrleansOptions(
            Environment.GetEnvironmentVariable(ClusterVariable) is { } cluster
                ? OrleansSettings.Parse(cluster, name)
                : new OrleansSettings(OrleansMembership.Embedded(), name),
            startsHosts,
            ReplacesHosts: true
        );
    }

    /// <summary>The workers of each host to start.</summary>
    /// <param name="workers">The workers of all.</param>
    public ImmutableArray<int> ShareWorkers(int workers) => StartsHosts ? HostChoice.ShareWorkers(workers, HostChoice.MostHosts) : [];
}
