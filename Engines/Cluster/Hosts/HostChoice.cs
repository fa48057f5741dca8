namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>The hosts that a model starts where nobody says how many.</summary>
internal static class HostChoice
{
    /// <summary>The variable that says how many hosts are started; 0 for those that join by themselves.</summary>
    public const string Variable = "CONCURRENCYBENCH_HOSTS";

    /// <summary>One host for each worker, as far as that many processes are of any use on one machine.</summary>
    public const int MostHosts = 4;

    /// <summary>Shares workers evenly.</summary>
    /// <param name="workers">The workers of all hosts.</param>
    /// <param name="mostHosts">The hosts; where there are fewer workers, that many.</param>
    /// <returns>The workers of each host.</returns>
    public static ImmutableArray<int> ShareWorkers(int workers, int mostHosts)
    {
        int hosts = Math.Min(mostHosts, workers);
        return [.. Enumerable.Range(0, hosts).Select(host => (workers + host) / hosts)];
    }
}
