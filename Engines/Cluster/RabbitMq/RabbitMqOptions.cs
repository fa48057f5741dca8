using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The way in which a model uses a broker and hosts.</summary>
/// <param name="Broker">The address of a user's own broker; null for a server that is started here.</param>
/// <param name="Hosts">The number of host processes to start; null for a choice by the workers, 0 for hosts that join themselves.</param>
/// <param name="Name">The cluster's name; null for one that nobody else has.</param>
internal sealed record RabbitMqOptions(Uri? Broker = null, int? Hosts = null, string? Name = null)
{
    /// <summary>The variable that names a broker.</summary>
    public const string BrokerVariable = "CONCURRENCYBENCH_BROKER";

    /// <summary>True where a host that is lost is replaced at once.</summary>
    public bool ReplacesHosts { get; init; } = true;

    /// <summary>The command that starts a host at its place, which has a number from 0 on: on this machine as it is.</summary>
    public Func<int, WorkerCommand, WorkerCommand> Place { get; init; } = (_, command) => command;

    /// <summary>Changes the settings of the cluster.</summary>
    public Func<RabbitSettings, RabbitSettings> Configure { get; init; } = settings => settings;

    /// <summary>The choices of the environment.</summary>
    /// <exception cref="HostException">They make no sense.</exception>
    public static RabbitMqOptions FromEnvironment()
    {
        string? broker = Environment.GetEnvironmentVariable(BrokerVariable);
        string? hosts = Environment.GetEnvironmentVariable(HostChoice.Variable);
        int count = 0;
        if (hosts is not null && !(int.TryParse(hosts, CultureInfo.InvariantCulture, out count) && count >= 0))
        {
            throw new HostException($"{HostChoice.Variable} is a number of hosts, not '{hosts}'.");
        }

        // Hosts that join by themselves know the usual name.
        return new RabbitMqOptions(
            broker is null ? null : HostArguments.ParseBroker(broker),
            hosts is null ? null : count,
            hosts == "0" ? HostArguments.DefaultName : null
        );
    }

    /// <summary>The same with further changes of the settings.</summary>
    public RabbitMqOptions With(Func<RabbitSettings, RabbitSettings> change) =>
        this with
        {
            Configure = settings => change(Configure(settings)),
        };

    /// <summary>The workers of each host to start.</summary>
    /// <param name="workers">The workers of all.</param>
    public ImmutableArray<int> ShareWorkers(int workers) => HostChoice.ShareWorkers(workers, Hosts ?? HostChoice.MostHosts);
}
