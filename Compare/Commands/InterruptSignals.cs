using System.Runtime.InteropServices;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Turns Ctrl-C and SIGTERM into a cancellation, so that running processes end and results are kept.</summary>
internal sealed class InterruptSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signal;

    public InterruptSignals()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Cancel(context, 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Cancel(context, 15)),
        ];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>128 plus the number of the signal, as in shells.</summary>
    public int ExitCode => 128 + _signal;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Cancel(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        _signal = signal;
        _source.Cancel();
    }
}
