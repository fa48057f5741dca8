using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Engines.Cluster.Silos;

/// <summary>The way in which a model uses silos.</summary>
/// <param name="Settings">The cluster.</param>
/// <param name="StartsHosts">True where hosts are started; false for those that join by themselves.</param>
/// <param name="ReplacesHosts">True where a host that was started and has ended is replaced.</param>
internal sealed record OrleansOptions(OrleansSettings Settings, bool StartsHosts = true, bool ReplacesHosts = false)
{
    /// <summary>The variable that says where silos find each other.</summary>
    public const string ClusterVariable = "CONCURRENCYBENCH_CLUSTER";

    // As for a broker: 0 for hosts that join by themselves.
    private const string HostsVariable = "CONCURRENCYBENCH_HOSTS";

    // One host for each worker, as far as that many processes are of any use on one machine.
    private const int MostHosts = 4;

    /// <summary>The choices of the environment.</summary>
    /// <exception cref="HostException">They make no sense.</exception>
    public static OrleansOptions FromEnvironment()
    {
        bool startsHosts = Environment.GetEnvironmentVariable(HostsVariable) != "0";

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
    public ImmutableArray<int> ShareWorkers(int workers)
    {
        int hosts = Math.Min(MostHosts, workers);
        return StartsHosts ? [.. Enumerable.Range(0, hosts).Select(host => (workers + host) / hosts)] : [];
    }
}
