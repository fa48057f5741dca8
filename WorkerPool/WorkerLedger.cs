using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Workers;

/// <summary>The resources that worker processes have used up to a moment.</summary>
/// <param name="CpuTime">
/// The user and system time of all workers ever started: as reported by those that ended, and by the system for those that live.
/// </param>
/// <param name="EndedPeakBytes">The sum of the peaks of those that ended.</param>
/// <param name="LivePeakBytes">The sum of the peaks of those that live.</param>
/// <param name="Started">The number of workers ever started.</param>
public sealed record WorkerReading(TimeSpan CpuTime, long EndedPeakBytes, long LivePeakBytes, int Started);

/// <summary>Sums up the resource use of the worker processes of one pool or several.</summary>
public sealed class WorkerLedger
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _live = [];
    private TimeSpan _endedCpu;
    private long _endedPeak;
    private int _started;

    /// <summary>Reads the sums. Workers should be idle; work that they do meanwhile counts in part.</summary>
    public WorkerReading Read()
    {
        lock (_lock)
        {
            (TimeSpan Cpu, long Peak)[] live = [.. _live.Select(ReadLive)];
            return new WorkerReading(
                live.Aggregate(_endedCpu, (sum, worker) => sum + worker.Cpu),
                _endedPeak,
                live.Sum(worker => worker.Peak),
                _started
            );
        }
    }

    /// <summary>The process ids of the workers that live.</summary>
    internal ImmutableArray<int> LiveProcessIds
    {
        get
        {
            lock (_lock)
            {
                return [.. _live];
            }
        }
    }

    internal void Started(int processId)
    {
        lock (_lock)
        {
            _started++;
            _live.Add(processId);
        }
    }

    /// <summary>Adds the use that a worker has reported at its end.</summary>
    internal void Used(WorkerUsage usage)
    {
        lock (_lock)
        {
            _live.Remove(usage.ProcessId);
            _endedCpu += usage.CpuTime;
            _endedPeak += usage.PeakBytes ?? 0;
        }
    }

    /// <summary>Removes a worker that has ended. The use of one that was killed is unknown.</summary>
    internal void Ended(int processId)
    {
        lock (_lock)
        {
            _live.Remove(processId);
        }
    }

    private static (TimeSpan Cpu, long Peak) ReadLive(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return (ReadSchedulerTime(processId) ?? process.TotalProcessorTime, process.PeakWorkingSet64);
        }
        catch (Exception exception) when (EndedProcess.Explains(exception))
        {
            return default; // ended meanwhile
        }
    }

    // Linux keeps the time of a process in ticks of 10 ms and that of a thread in nanoseconds. A worker's threads live as long
    // as it does, so their sum is the process's time.
    private static TimeSpan? ReadSchedulerTime(int processId)
    {
        string threads = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/task";
        if (!Directory.Exists(threads))
        {
            return null;
        }

        string?[] times = [.. Directory.GetDirectories(threads).Select(thread => KernelFile.ReadLine(Path.Combine(thread, "schedstat")))];
        return times.Contains(null)
            ? null
            : TimeSpan.FromTicks(
                times.Sum(time => long.Parse(time!.Split(' ')[0], CultureInfo.InvariantCulture)) / TimeSpan.NanosecondsPerTick
            );
    }
}
