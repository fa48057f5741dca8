using System.CommandLine;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Engines.Cluster.Hosts;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The verbs of clusters, <c>host</c> and <c>kills</c>, with their options.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> _broker = new("--broker")
    {
        Description = "The RabbitMQ server where giver and hosts meet, such as amqp://user:password@machine:5672.",
        HelpName = "amqp://…",
    };

    private readonly Option<string?> _cluster = new("--cluster")
    {
        Description = "The membership of a cluster without a broker.",
        HelpName = "MEMBERSHIP",
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = $"The cluster's name; {HostArguments.DefaultName} without it.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _workers = new("--workers")
    {
        Description = $"How many items run at once, 1 to {ModelOptions.MaxWorkers}; without it one for each core this process may use.",
        HelpName = "N",
    };

    private readonly Option<string?> _hosts = new("--hosts")
    {
        Description = "How many hosts are killed, each in the middle of a run; 20 without it.",
        HelpName = "N",
    };

    private readonly Option<string?> _restarts = new("--restarts")
    {
        Description = "How often the broker is killed and started again, each time in the middle of a run; 3 without it.",
        HelpName = "N",
    };

    private readonly Option<string?> _cuts = new("--cuts")
    {
        Description = "How many hosts are cut off from the network, each in the middle of a run; none without it. Linux, as root.",
        HelpName = "N",
    };

    private readonly Option<string?> _heartbeat = new("--heartbeat")
    {
        Description = "The seconds between two signs of life, 1 to 60: RabbitMQ's heartbeat, 10 without it, or Orleans' probe, 5.",
        HelpName = "SECONDS",
    };

    // The program gives it to itself when it runs on a network of its own.
    private readonly Option<string?> _network = new(KillsRequest.NetworkOption) { Hidden = true };

    private readonly Option<string?> _queue = new("--queue")
    {
        Description = "The kind of the queue of items; classic without it.",
        HelpName = "classic|quorum",
    };

    private readonly Option<string?> _engine = new("--engine")
    {
        Description = "The engine whose hosts are killed; rabbitmq without it.",
        HelpName = "rabbitmq|orleans",
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "A file for the table.", HelpName = "FILE" };

    /// <summary>The verb that makes this machine a host.</summary>
    public Command BuildHost(Func<HostArguments, int> run)
    {
        Command host = new(
            "host",
            "Runs items for a cluster until Ctrl-C or SIGTERM, at which it finishes what it has: --broker or --cluster."
        );
        foreach (Option option in new Option[] { _broker, _cluster, _name, _workers })
        {
            host.Options.Add(option);
        }

        host.SetAction(parsed =>
            run(HostArguments.From(parsed.GetValue(_broker), parsed.GetValue(_cluster), parsed.GetValue(_name), parsed.GetValue(_workers)))
        );
        return host;
    }

    /// <summary>The verb that measures what a lost host or broker costs.</summary>
    public Command BuildKills(Func<KillsArguments, int> run)
    {
        Command kills = new("kills", "What an item costs on its way through a cluster, and what a lost host and a restarted broker cost.");
        foreach (Option option in new Option[] { _hosts, _restarts, _cuts, _heartbeat, _queue, _engine, _output, _network })
        {
            kills.Options.Add(option);
        }

        kills.SetAction(parsed =>
            run(
                new KillsArguments(
                    parsed.GetValue(_hosts),
                    parsed.GetValue(_restarts),
                    parsed.GetValue(_cuts),
                    parsed.GetValue(_heartbeat),
                    parsed.GetValue(_queue),
                    parsed.GetValue(_engine),
                    parsed.GetValue(_output),
                    parsed.GetValue(_network)
                )
            )
        );
        return kills;
    }
}
