using System.Globalization;

namespace ConcurrencyBench.Core.Workers;

/// <summary>What a worker process used, as it said itself at its end.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="CpuTime">User and system time.</param>
/// <param name="PeakBytes">The most physical memory it held at once, or null where the platform does not tell.</param>
public sealed record WorkerUsage(int ProcessId, TimeSpan CpuTime, long? PeakBytes)
{
    // The operating system's own figure of a finished child is wrong after vfork and exec: it counts the parent's memory.
    internal static Goodbye OfThisProcess() => new(Environment.CpuUsage.TotalTime.Ticks, ReadPeakBytes() ?? -1);

    private static long? ReadPeakBytes()
    {
        if (OperatingSystem.IsLinux())
        {
            const string Field = "VmHWM:";
            string? line = File.ReadLines("/proc/self/status").FirstOrDefault(text => text.StartsWith(Field, StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.AsSpan(Field.Length, line.Length - Field.Length - "kB".Length), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        }

        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 > 0 ? process.PeakWorkingSet64 : null;
    }
}
