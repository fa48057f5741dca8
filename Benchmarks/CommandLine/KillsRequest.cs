using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Clusters;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>What <c>kills</c> is to do.</summary>
/// <param name="Faults">The faults, each with the number of runs that it disturbs, 1 at least.</param>
/// <param name="Heartbeat">The time between two signs of life.</param>
/// <param name="Queue">The kind of the queue of items.</param>
/// <param name="IsOrleans">True for Orleans, false for RabbitMQ.</param>
internal sealed record KillsRequest(ImmutableArray<(Fault Fault, int Count)> Faults, TimeSpan Heartbeat, RabbitQueue Queue, bool IsOrleans)
{
    /// <summary>The option by which the program tells itself the network whose first host it runs on.</summary>
    public const string NetworkOption = "--network";

    private const int DefaultHosts = 20;
    private const int DefaultRestarts = 3;
    private const int Most = 1_000;
    private const int LongestHeartbeat = 60;

    /// <summary>True where hosts are cut off, which takes a network of their own.</summary>
    public bool HasCuts => Faults.Any(one => one.Fault == Fault.HostCutOff);

    /// <summary>Reads what the user wrote.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static KillsRequest From(KillsArguments arguments)
    {
        bool isOrleans = ReadIsOrleans(arguments);
        (Fault Fault, int Count)[] faults =
        [
            (Fault.HostKilled, ReadCount("--hosts", arguments.Hosts, DefaultHosts)),
            (Fault.HostCutOff, ReadCount("--cuts", arguments.Cuts, 0)),
            (Fault.BrokerRestarted, isOrleans ? 0 : ReadCount("--restarts", arguments.Restarts, DefaultRestarts)),
        ];
        return new KillsRequest(
            [.. faults.Where(one => one.Count > 0)],
            ReadHeartbeat(arguments.Heartbeat, isOrleans ? 5 : 10),
            ReadQueue(arguments.Queue),
            isOrleans
        );
    }

    private static bool ReadIsOrleans(KillsArguments arguments) =>
        arguments.Engine switch
        {
            null or "rabbitmq" => false,
            "orleans" when arguments.Queue is null && arguments.Restarts is null => true,
            "orleans" => throw new UsageException("--queue and --restarts are RabbitMQ's; leave them out with --engine orleans."),
            _ => throw new UsageException($"--engine takes rabbitmq or orleans, not '{arguments.Engine}'."),
        };

    private static int ReadCount(string option, string? count, int otherwise) =>
        count is null ? otherwise
        : int.TryParse(count, CultureInfo.InvariantCulture, out int number) && number is >= 0 and <= Most ? number
        : throw new UsageException($"{option} takes a number from 0 to {Most}, not '{count}'.");

    private static TimeSpan ReadHeartbeat(string? seconds, int otherwise) =>
        TimeSpan.FromSeconds(
            seconds is null ? otherwise
            : int.TryParse(seconds, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= LongestHeartbeat ? number
            : throw new UsageException($"--heartbeat takes whole seconds from 1 to {LongestHeartbeat}, not '{seconds}'.")
        );

    private static RabbitQueue ReadQueue(string? queue) =>
        queue switch
        {
            null or "classic" => RabbitQueue.Classic,
            "quorum" => RabbitQueue.Quorum,
            _ => throw new UsageException($"--queue takes classic or quorum, not '{queue}'."),
        };
}
