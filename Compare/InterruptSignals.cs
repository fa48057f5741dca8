using System.Runtime.InteropServices;

namespace ConcurrencyBench.Compare;

/// <summary>Makes of Ctrl-C and SIGTERM a cancellation, so that what runs is ended and what is known is kept.</summary>
internal sealed class InterruptSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _signal;

    public InterruptSignals()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Take(context, 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Take(context, 15)),
        ];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>128 and the signal's number, as shells have it.</summary>
    public int ExitCode => 128 + _signal;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Take(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        _signal = signal;
        _source.Cancel();
    }
}
