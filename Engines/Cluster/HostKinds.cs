using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.RabbitMq;
using ConcurrencyBench.Engines.Cluster.Silos;

namespace ConcurrencyBench.Engines.Cluster;

/// <summary>The kinds of hosts.</summary>
internal static class HostKinds
{
    /// <summary>Creates the host that the arguments ask for. It has not joined yet.</summary>
    /// <exception cref="HostException">There is none of that kind.</exception>
    public static IClusterHost Create(HostArguments arguments, HostHello hello) =>
        arguments.Broker is { } broker
            ? new RabbitHost(new RabbitSettings(broker, arguments.Name), hello)
            : new OrleansHost(OrleansSettings.Parse(arguments.Cluster!, arguments.Name), hello);
}
