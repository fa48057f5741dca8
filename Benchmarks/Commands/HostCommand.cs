using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Engines.Cluster;
using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Makes this machine a host of a cluster.</summary>
internal static class HostCommand
{
    /// <returns>The exit code.</returns>
    /// <exception cref="HostException">The host cannot do its work.</exception>
    public static int Run(HostArguments arguments)
    {
        SuiteConfig.SettleRuntime();
        return ClusterHostProgram.RunAsync(arguments, Console.Out, Console.Error).GetAwaiter().GetResult();
    }
}
