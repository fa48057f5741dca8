using BenchmarkDotNet.Running;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>The servers that benchmarks of clusters need: one for a run, because the start of one takes seconds.</summary>
internal sealed class ClusterServers : IDisposable
{
    private readonly BrokerServer? _broker;

    private ClusterServers(BrokerServer? broker) => _broker = broker;

    /// <returns>The reason why a benchmark of a cluster does not run here, in a line; null where it runs.</returns>
    public static string? FindReasonToLeaveOut(string method) =>
        !method.StartsWith(nameof(ClusterBenchmarks.ClusterRabbitmq), StringComparison.Ordinal)
        || Environment.GetEnvironmentVariable(RabbitMqOptions.BrokerVariable) is not null
            ? null
            : BrokerServer.FindReasonAgainst();

    /// <summary>Starts what some benchmarks need and names it in the environment, which the programs that run them inherit.</summary>
    /// <exception cref="UsageException">A server does not start.</exception>
    public static ClusterServers StartFor(IEnumerable<BenchmarkCase> benchmarks)
    {
        if (
            Environment.GetEnvironmentVariable(RabbitMqOptions.BrokerVariable) is not null
            || !benchmarks.Any(benchmark => BenchmarkCatalog.Describe(benchmark.Descriptor.Type).NeedsServers)
            || BrokerServer.FindReasonAgainst() is not null
        )
        {
            return new ClusterServers(broker: null);
        }

        try
        {
            BrokerServer broker = BrokerServer.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
            Environment.SetEnvironmentVariable(RabbitMqOptions.BrokerVariable, broker.Address.OriginalString);
            return new ClusterServers(broker);
        }
        catch (HostException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    public void Dispose()
    {
        if (_broker is not null)
        {
            Environment.SetEnvironmentVariable(RabbitMqOptions.BrokerVariable, null);
            _broker.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
