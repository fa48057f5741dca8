using System.Runtime.InteropServices;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Benchmarks.Suite;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>While it lives, Ctrl-C and the like end the program in order: what was measured is kept, and no process stays behind.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption(RunRecorder recorder, RunFolder folder, ConsoleView view)
    {
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            recorder.Stop();
            view.ConcludeInterrupted(recorder, folder);

            // BenchmarkDotNet ends its process tree when this process exits.
            Environment.Exit(ExitCodes.Signalled + NumberOf(context.Signal));
        }

        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
            .Select(signal => PosixSignalRegistration.Create(signal, End))];
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        _ => 15,
    };
}
