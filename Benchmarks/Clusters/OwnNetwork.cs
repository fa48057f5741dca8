using System.Runtime.InteropServices;
using ConcurrencyBench.Engines.Cluster.Networks;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Runs this program once more, on the first host of a network that is made for it and removed afterwards.</summary>
/// <remarks>
/// A process is in one network, so that one which talks to hosts in another has to be started there. It follows its standard input,
/// whose other end is here: at its end it is to end in order.
/// </remarks>
internal static class OwnNetwork
{
    /// <returns>The exit code of the program.</returns>
    /// <param name="hosts">The hosts of the network, that of the program among them.</param>
    /// <param name="arguments">The program's arguments; gets the network's name.</param>
    /// <exception cref="NetworkException">This machine refuses such a network.</exception>
    public static int Run(int hosts, Func<string, ImmutableArray<string>> arguments)
    {
        using HostNetwork network = HostNetwork.Create(hosts);
        string program = typeof(OwnNetwork).Assembly.Location;
        WorkerCommand command = network.Enter(0, WorkerCommand.DotNet(program, arguments(network.Name).AsSpan()));
        ProcessStartInfo start = new(command.FileName, command.Arguments) { RedirectStandardInput = true };
        using Process process = Process.Start(start)!;
        PosixSignalRegistration[] registrations =
        [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal =>
                PosixSignalRegistration.Create(
                    signal,
                    context =>
                    {
                        context.Cancel = true;
                        process.StandardInput.Close();
                    }
                )
            ),
        ];
        process.WaitForExit();
        Array.ForEach(registrations, registration => registration.Dispose());
        return process.ExitCode;
    }
}
