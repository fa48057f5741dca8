using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>Sees whether other programs took processor time while something ran. Only Linux shows it; elsewhere nothing is seen.</summary>
internal readonly struct Neighbours
{
    // The kernel counts in hundredths of a second on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    // Threads of this program wait for each other for moments, too.
    private const double MostWaiting = 0.05;

    private readonly long _start;
    private readonly double? _waitingMicroseconds;
    private readonly double? _otherSeconds;

    private Neighbours(long start, double? waitingMicroseconds, double? otherSeconds)
    {
        _start = start;
        _waitingMicroseconds = waitingMicroseconds;
        _otherSeconds = otherSeconds;
    }

    /// <summary>Looks before something runs.</summary>
    public static Neighbours Watch() => new(Stopwatch.GetTimestamp(), ReadWaiting(), ReadOthers());

    /// <param name="isCrowded">
    /// True where more threads of this program than cores ran, so that waiting for a core shows nothing: then the processor time of the
    /// others counts, which is coarse.
    /// </param>
    /// <returns>True where other programs took more than a twentieth of the cores since <see cref="Watch"/>.</returns>
    public bool Disturbed(bool isCrowded)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        return isCrowded
            ? ReadOthers() - _otherSeconds > Math.Max(1 / TicksPerSecond, MostWaiting * elapsed.TotalSeconds * Environment.ProcessorCount)
            : ReadWaiting() - _waitingMicroseconds > MostWaiting * elapsed.TotalMicroseconds;
    }

    // "some avg10=0.00 avg60=0.00 avg300=0.00 total=123": the time in which something waited for a core, psi(7).
    private static double? ReadWaiting() =>
        OperatingSystem.IsLinux()
        && KernelFile.ReadLine("/proc/pressure/cpu") is { } line
        && double.TryParse(line.Split('=')[^1], CultureInfo.InvariantCulture, out double microseconds)
            ? microseconds
            : null;

    // cpu user nice system idle iowait irq softirq steal: proc_stat(5).
    private static double? ReadOthers() =>
        OperatingSystem.IsLinux() && KernelFile.ReadLine("/proc/stat") is { } line
            ? line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(3).Sum(ParseTicks) / TicksPerSecond
                - Environment.CpuUsage.TotalTime.TotalSeconds
            : null;

    private static double ParseTicks(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double ticks) ? ticks : 0;
}
