using System.Runtime.InteropServices;
using ConcurrencyBench.Benchmarks.Runs;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>While it lives, Ctrl-C and the like end the program in order: what was measured is kept, and no process stays behind.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private int _signals;

    public Interruption(RunRecorder recorder, RunFolder folder, ResourceFolder? resources, ConsoleView view)
    {
        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            if (Interlocked.Exchange(ref _signals, 1) == 1)
            {
                return;
            }

            view.Silence();
            recorder.Stop();
            try
            {
                view.ComplainLast(Conclude(recorder, folder));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                view.ComplainLast($"Interrupted; {exception.Message}");
            }

            resources?.Dispose();

            // BenchmarkDotNet ends its process tree when this process exits.
            Environment.Exit(ExitCodes.Signalled + NumberOf(context.Signal));
        }

        _registrations =
        [
            .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal =>
                PosixSignalRegistration.Create(signal, End)
            ),
        ];
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    /// <returns>The progress of the run, and the folder that keeps its measurements.</returns>
    private static string Conclude(RunRecorder recorder, RunFolder folder)
    {
        ProgressEstimate estimate = recorder.Estimate;
        bool isNothingKept = estimate.Done == 0 || folder.IsTemporary;
        if (isNothingKept)
        {
            folder.Delete();
        }
        else
        {
            folder.TakeInOtherReports();
        }

        recorder.DeletePrograms();
        string progress = $"after {estimate.Done} of {estimate.Total} benchmarks";
        return !isNothingKept ? $"Interrupted {progress}. Their reports: {folder.Path}"
            : estimate.Done == 0 ? "Interrupted before the first benchmark was measured; nothing is kept."
            : $"Interrupted {progress}; nothing is kept.";
    }

    private static int NumberOf(PosixSignal signal) =>
        signal switch
        {
            PosixSignal.SIGHUP => 1,
            PosixSignal.SIGINT => 2,
            PosixSignal.SIGQUIT => 3,
            _ => 15,
        };
}
