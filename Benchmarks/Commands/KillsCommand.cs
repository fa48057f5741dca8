using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Clusters;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Engines.Cluster.RabbitMq;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Measures what hosts and brokers cost that are lost.</summary>
internal static class KillsCommand
{
    private const int SigInt = 2;

    // One host more than cores, and this program's own.
    private static readonly int NetworkHosts = Environment.ProcessorCount + 2;

    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">Something asked for cannot be done; nothing was run.</exception>
    public static int Run(KillsArguments arguments, ConsoleView view)
    {
        KillsRequest request = KillsRequest.From(arguments);
        if ((request.IsOrleans ? null : BrokerServer.FindReasonAgainst()) is { } noServer)
        {
            throw new UsageException(noServer);
        }

        if (request.HasCuts && arguments.Network is null)
        {
            return HostNetwork.FindReason() is { } noNetwork
                ? throw new UsageException($"No host can be cut off here: {noNetwork}")
                : OwnNetwork.Run(NetworkHosts, network => ToCommandLine(arguments with { Network = network }));
        }

        SuiteConfig.SettleRuntime();
        using CancellationTokenSource interruption = new();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            interruption.Cancel();
        };
        HostNetwork? network = arguments.Network is { } name ? HostNetwork.OfAnother(name, NetworkHosts) : null;
        if (network is not null)
        {
            LifeLine.Watch(Console.OpenStandardInput(), interruption.Cancel);
        }

        return MeasureAsync(request, network, arguments.Output, view, interruption.Token).GetAwaiter().GetResult();
    }

    private static async Task<int> MeasureAsync(
        KillsRequest request,
        HostNetwork? network,
        string? output,
        ConsoleView view,
        CancellationToken cancellationToken
    )
    {
        List<string> lines = [];
        int lost = 0;
        try
        {
            await using IDisturbedCluster cluster = request.IsOrleans
                ? await DisturbedSilos.StartAsync(request.Heartbeat, network, cancellationToken).ConfigureAwait(false)
                : await DisturbedBroker.StartAsync(request.Queue, request.Heartbeat, network, cancellationToken).ConfigureAwait(false);
            Add(await cluster.MeasurePartsAsync(cancellationToken).ConfigureAwait(false));
            foreach ((Fault fault, int count) in request.Faults)
            {
                Recovery recovery = await cluster.DisturbAsync(fault, count, view.Tell, cancellationToken).ConfigureAwait(false);
                Add([.. recovery.Render()]);
                lost += recovery.Lost;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            view.ComplainLast("Interrupted; what was measured to its end stands above.");
            return ExitCodes.Signalled + SigInt;
        }

        if (output is not null)
        {
            OutputFile.Write(output, string.Join('\n', lines) + "\n");
        }

        return lost > 0 ? ExitCodes.BenchmarkFailed : ExitCodes.Success;

        void Add(ImmutableArray<string> more)
        {
            view.Tell(more);
            lines.AddRange(more);
        }
    }

    private static ImmutableArray<string> ToCommandLine(KillsArguments arguments)
    {
        (string Option, string? Value)[] all =
        [
            ("--hosts", arguments.Hosts),
            ("--restarts", arguments.Restarts),
            ("--cuts", arguments.Cuts),
            ("--heartbeat", arguments.Heartbeat),
            ("--queue", arguments.Queue),
            ("--engine", arguments.Engine),
            ("--output", arguments.Output),
            (KillsRequest.NetworkOption, arguments.Network),
        ];
        return ["kills", .. all.Where(one => one.Value is not null).SelectMany(one => new[] { one.Option, one.Value! })];
    }
}
