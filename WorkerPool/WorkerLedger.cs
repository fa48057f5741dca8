using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace ConcurrencyBench.Workers;

/// <summary>What worker processes have used up to a moment.</summary>
/// <param name="CpuTime">User and system time of all workers that were ever started: those that ended as they said it, those that live as the operating system says it.</param>
/// <param name="EndedPeakBytes">The sum of the peaks of those that ended.</param>
/// <param name="LivePeakBytes">The sum of the peaks of those that live.</param>
/// <param name="Started">How many were ever started.</param>
public sealed record WorkerReading(TimeSpan CpuTime, long EndedPeakBytes, long LivePeakBytes, int Started);

/// <summary>Keeps account of the worker processes of one model or several.</summary>
public sealed class WorkerLedger
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _live = [];
    private TimeSpan _endedCpu;
    private long _endedPeak;
    private int _started;

    /// <summary>Reads the account. Workers should be idle, or what they do meanwhile counts in part.</summary>
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

    /// <summary>The workers that live.</summary>
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

    /// <summary>A worker has said what it used, which it does last.</summary>
    internal void Used(WorkerUsage usage)
    {
        lock (_lock)
        {
            _live.Remove(usage.ProcessId);
            _endedCpu += usage.CpuTime;
            _endedPeak += usage.PeakBytes ?? 0;
        }
    }

    /// <summary>A worker has ended. One that was killed takes what it used with it.</summary>
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
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
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

        long nanoseconds = 0;
        foreach (string thread in Directory.GetDirectories(threads))
        {
            string file = Path.Combine(thread, "schedstat");
            if (!File.Exists(file))
            {
                return null;
            }

            nanoseconds += long.Parse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }
}
