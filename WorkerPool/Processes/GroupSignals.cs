using System.Runtime.InteropServices;

namespace ConcurrencyBench.Workers.Processes;

/// <summary>The signals that the processes of a terminal or a service get together, host and workers alike.</summary>
/// <remarks>
/// Ctrl-C and Ctrl-\, a terminal that closes (SIGHUP), a service that is stopped (SIGTERM). The host decides what they mean for the
/// workers: it lets them go on, or closes their input. So a host that drains keeps its workers until the last job has ended.
/// </remarks>
internal sealed class GroupSignals : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly PosixSignalRegistration[] _registrations;

    private GroupSignals(PosixSignalRegistration[] registrations)
    {
        _registrations = registrations;
    }

    /// <summary>Has this process do nothing on them, until the result is disposed.</summary>
    public static GroupSignals LeaveToHost() =>
        new(Array.ConvertAll(Signals, signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true)));

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());
}
