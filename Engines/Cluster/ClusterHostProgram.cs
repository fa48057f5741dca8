using System.Runtime.InteropServices;
using ConcurrencyBench.Engines.Cluster.Hosts;
using ConcurrencyBench.Workers.Transports;

namespace ConcurrencyBench.Engines.Cluster;

/// <summary>The program of a host: joins a cluster, runs items, and leaves in order when it is told to.</summary>
public static class ClusterHostProgram
{
    private const int Success = 0;
    private const int Failure = 1;

    /// <summary>Runs a host with a command line; see <see cref="HostArguments"/>.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="output">Gets a line when the host takes items, and one when it takes no more.</param>
    /// <param name="error">Gets a line where the host cannot do its work.</param>
    /// <returns>The exit code: 0 when it has left in order, else 1.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        try
        {
            return await RunAsync(HostArguments.Parse(arguments), output, error).ConfigureAwait(false);
        }
        catch (HostException exception)
        {
            await error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return Failure;
        }
    }

    /// <inheritdoc cref="RunAsync(IReadOnlyList{string}, TextWriter, TextWriter)"/>
    /// <exception cref="HostException">The host cannot do its work.</exception>
    public static async Task<int> RunAsync(HostArguments arguments, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        HostHello hello = HostHello.Create(arguments.Workers);
        await using IClusterHost host = HostKinds.Create(arguments, hello);
        return await RunAsync(host, hello, arguments.IsOwned, output).ConfigureAwait(false);
    }

    /// <summary>Runs a host until it has left, by SIGTERM or Ctrl-C, or cannot go on.</summary>
    internal static async Task<int> RunAsync(IClusterHost host, HostHello hello, bool isOwned, TextWriter output)
    {
        if (isOwned)
        {
            // The owner is done or dead. What this host holds goes back, because its connection ends.
            LifeLine.Watch(Console.OpenStandardInput(), () => Environment.Exit(Success));
        }

        TaskCompletionSource leave = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
        await host.StartAsync(CancellationToken.None).ConfigureAwait(false);
        await output
            .WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ClusterHostLines.Ready}version {hello.Version}, {hello.Cores} at once, process {hello.ProcessId}"
                )
            )
            .ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
        await Task.WhenAny(leave.Task, host.Ended).ConfigureAwait(false);
        if (!host.Ended.IsCompleted)
        {
            await output.WriteLineAsync(ClusterHostLines.Draining).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
            await host.DrainAsync().ConfigureAwait(false);
        }

        await host.Ended.ConfigureAwait(false);
        return Success;

        void Leave(PosixSignalContext context)
        {
            // Ctrl-C reaches every process of a terminal; a host that has an owner follows it.
            context.Cancel = true;
            if (!isOwned || context.Signal == PosixSignal.SIGTERM)
            {
                leave.TrySetResult();
            }
        }
    }
}
