using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Engines.Cluster.Hosts;

/// <summary>The arguments of a host.</summary>
/// <param name="Broker">The address of a broker, such as <c>amqp://user:password@machine:5672</c>; or null.</param>
/// <param name="Cluster">The membership of a cluster without a broker, such as <c>localhost:11111</c>; or null.</param>
/// <param name="Name">The name by which giver and hosts find each other, where several clusters share a broker or a table.</param>
/// <param name="Workers">The number of items that run at once.</param>
/// <param name="IsOwned">True where the host ends with its standard input, because the program that started it holds the other end.</param>
public sealed record HostArguments(Uri? Broker, string? Cluster, string Name, int Workers, bool IsOwned)
{
    /// <summary>The usual name of a cluster.</summary>
    public const string DefaultName = "concurrencybench";

    internal const string BrokerOption = "--broker";
    internal const string ClusterOption = "--cluster";
    internal const string NameOption = "--name";
    internal const string WorkersOption = "--workers";
    internal const string OwnedOption = "--owned";

    /// <summary>A usage in a line.</summary>
    public const string Usage =
        $"Usage: host {BrokerOption} amqp://… | {ClusterOption} MEMBERSHIP [{NameOption} NAME] [{WorkersOption} N] [{OwnedOption}]";

    /// <summary>Reads a command line.</summary>
    /// <exception cref="HostException">It makes no sense.</exception>
    public static HostArguments Parse(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Dictionary<string, string> values = [];
        bool isOwned = false;
        for (int index = 0; index < arguments.Count; index++)
        {
            string option = arguments[index];
            if (option == OwnedOption)
            {
                isOwned = true;
                continue;
            }

            if (option is not (BrokerOption or ClusterOption or NameOption or WorkersOption))
            {
                throw new HostException($"Unknown argument '{option}'. {Usage}");
            }

            if (++index == arguments.Count || !values.TryAdd(option, arguments[index]))
            {
                throw new HostException($"{option} takes one value. {Usage}");
            }
        }

        return From(
            values.GetValueOrDefault(BrokerOption),
            values.GetValueOrDefault(ClusterOption),
            values.GetValueOrDefault(NameOption),
            values.GetValueOrDefault(WorkersOption),
            isOwned
        );
    }

    /// <summary>Checks what a user wrote; null for what was not written.</summary>
    /// <exception cref="HostException">It makes no sense.</exception>
    public static HostArguments From(string? broker, string? cluster, string? name, string? workers, bool isOwned = false) =>
        (broker, cluster) switch
        {
            (null, null) or ({ }, { }) => throw new HostException($"Give either {BrokerOption} or {ClusterOption}. {Usage}"),
            _ => new HostArguments(
                broker is null ? null : ParseBroker(broker),
                cluster,
                string.IsNullOrWhiteSpace(name) ? DefaultName : name,
                ParseWorkers(workers),
                isOwned
            ),
        };

    /// <summary>The command line that <see cref="Parse"/> reads.</summary>
    public ImmutableArray<string> ToCommandLine() =>
        [
            .. Broker is null ? ImmutableArray<string>.Empty : [BrokerOption, Broker.OriginalString],
            .. Cluster is null ? ImmutableArray<string>.Empty : [ClusterOption, Cluster],
            NameOption,
            Name,
            WorkersOption,
            Workers.ToString(CultureInfo.InvariantCulture),
            .. IsOwned ? [OwnedOption] : ImmutableArray<string>.Empty,
        ];

    /// <returns>The address of a broker.</returns>
    /// <exception cref="HostException">It is none.</exception>
    public static Uri ParseBroker(string broker) =>
        Uri.TryCreate(broker, UriKind.Absolute, out Uri? address) && address.Scheme is "amqp" or "amqps" && address.Host.Length > 0
            ? address
            : throw new HostException($"{BrokerOption} takes an address such as amqp://user:password@machine:5672, not '{broker}'.");

    private static int ParseWorkers(string? workers) =>
        workers is null ? ModelOptions.DefaultWorkers
        : int.TryParse(workers, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= ModelOptions.MaxWorkers ? count
        : throw new HostException($"{WorkersOption} takes a number from 1 to {ModelOptions.MaxWorkers}, not '{workers}'.");
}
