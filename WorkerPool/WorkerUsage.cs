using System.Buffers.Text;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers;

/// <summary>The resources that a worker process has used, as it reported at its end.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="CpuTime">User and system time.</param>
/// <param name="PeakBytes">The most physical memory that it held at once, or null where that is unknown.</param>
public sealed record WorkerUsage(int ProcessId, TimeSpan CpuTime, long? PeakBytes)
{
    /// <summary>The most physical memory that this process has held at once so far, or null where that is unknown.</summary>
    public static long? PeakBytesOfThisProcess => ReadPeakBytes();

    // The operating system's own figure of a finished child is wrong after vfork and exec: it counts the parent's memory.
    internal static Goodbye CreateGoodbye() => new(Environment.CpuUsage.TotalTime.Ticks, ReadPeakBytes() ?? -1);

    private static long? ReadPeakBytes()
    {
        if (OperatingSystem.IsLinux())
        {
            return ParsePeakBytes(File.ReadAllBytes("/proc/self/status"));
        }

        using System.Diagnostics.Process process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 > 0 ? process.PeakWorkingSet64 : null;
    }

    // Parsed as bytes: reading lines as text would take a quarter of the time that a short-lived worker lives.
    private static long? ParsePeakBytes(ReadOnlySpan<byte> status)
    {
        ReadOnlySpan<byte> field = "VmHWM:"u8;
        int start = status.IndexOf(field);
        return start >= 0 && Utf8Parser.TryParse(status[(start + field.Length)..].TrimStart("\t "u8), out long kibibytes, out _)
            ? kibibytes * 1024
            : null;
    }
}
