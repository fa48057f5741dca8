using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Benchmarks.Clusters;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Engines.Cluster;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Engines.Cluster.RabbitMq;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>The verbs of clusters.</summary>
internal static class ClusterCommand
{
    private const int DefaultHosts = 20;
    private const int DefaultRestarts = 3;
    private const int Most = 1_000;

    /// <summary>Makes this machine a host of a cluster.</summary>
    /// <returns>The exit code.</returns>
    public static int RunHost(HostArguments arguments)
    {
        SuiteConfig.SettleRuntime();
        return ClusterHostProgram.RunAsync(arguments, Console.Out, Console.Error).GetAwaiter().GetResult();
    }

    /// <summary>Measures what hosts and brokers cost that are lost.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done; nothing was run.</exception>
    public static int RunKills(KillsArguments arguments, ConsoleView view)
    {
        int hosts = ReadCount("--hosts", arguments.Hosts, DefaultHosts);
        int restarts = ReadCount("--restarts", arguments.Restarts, DefaultRestarts);
        RabbitQueue queue = ReadQueue(arguments.Queue);
        bool isOrleans = ReadIsOrleans(arguments);
        if (!isOrleans && BrokerServer.FindReasonAgainst() is { } reason)
        {
            throw new UsageException(reason);
        }

        SuiteConfig.SettleRuntime();
        using CancellationTokenSource interruption = new();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            interruption.Cancel();
        };
        List<string> lines = (
            isOrleans ? MeasureSilos(hosts, view, interruption.Token) : Measure(hosts, restarts, queue, view, interruption.Token)
        )
            .GetAwaiter()
            .GetResult();
        view.Tell(lines);
        if (arguments.Output is { } output)
        {
            AtomicFile.Write(output, string.Join('\n', lines) + "\n");
        }

        return lines.Exists(line => line.Contains("lost", StringComparison.Ordinal) && !line.EndsWith(" 0 lost", StringComparison.Ordinal))
            ? ExitCodes.BenchmarkFailed
            : ExitCodes.Success;
    }

    private static async Task<List<string>> Measure(
        int hosts,
        int restarts,
        RabbitQueue queue,
        ConsoleView view,
        CancellationToken cancellationToken
    )
    {
        await using RecoveryRun run = await RecoveryRun.StartAsync(queue, cancellationToken).ConfigureAwait(false);
        ClusterParts parts = await ClusterParts.MeasureAsync(run.Broker, queue, cancellationToken).ConfigureAwait(false);
        List<string> lines = [.. parts.Render()];
        if (hosts > 0)
        {
            lines.AddRange((await run.KillHostsAsync(hosts, view.Tell, cancellationToken).ConfigureAwait(false)).Render());
        }

        if (restarts > 0)
        {
            lines.AddRange((await run.RestartBrokerAsync(restarts, view.Tell, cancellationToken).ConfigureAwait(false)).Render());
        }

        return lines;
    }

    private static async Task<List<string>> MeasureSilos(int hosts, ConsoleView view, CancellationToken cancellationToken)
    {
        await using SiloRecovery run = await SiloRecovery.StartAsync(cancellationToken).ConfigureAwait(false);
        List<string> lines = [.. await run.MeasureHandOffAsync(cancellationToken).ConfigureAwait(false)];
        if (hosts > 0)
        {
            lines.AddRange((await run.KillHostsAsync(hosts, view.Tell, cancellationToken).ConfigureAwait(false)).Render());
        }

        return lines;
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

    private static RabbitQueue ReadQueue(string? queue) =>
        queue switch
        {
            null or "classic" => RabbitQueue.Classic,
            "quorum" => RabbitQueue.Quorum,
            _ => throw new UsageException($"--queue takes classic or quorum, not '{queue}'."),
        };
}
