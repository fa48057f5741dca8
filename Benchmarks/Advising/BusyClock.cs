using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Processor time of a process beside its running time, from the first sample to the last.</summary>
internal sealed class BusyClock
{
    private Process? _process;
    private (TimeSpan Processor, long Time)? _first;
    private (TimeSpan Processor, long Time)? _last;

    // A shorter stretch says nothing: processor time is counted in steps of 10 ms.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    /// <summary>Processor time ÷ running time; null where the samples are less than 0.2 s apart.</summary>
    public double? BusyShare =>
        _first is { } first && _last is { } last && Stopwatch.GetElapsedTime(first.Time, last.Time) is var elapsed && elapsed >= Shortest
            ? (last.Processor - first.Processor) / elapsed
            : null;

    /// <summary>Says which process is sampled from now on.</summary>
    public void Watch(Process process) => _process = process;

    /// <returns>False where there is no process to sample, or none any more.</returns>
    public bool Sample()
    {
        // A program that has printed its last item may be gone already, or just going.
        try
        {
            if (_process is not { } process)
            {
                return false;
            }

            _last = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            _first ??= _last;
            return true;
        }
        catch (Exception exception) when (EndedProcess.Explains(exception))
        {
            _process = null;
            return false;
        }
    }
}
