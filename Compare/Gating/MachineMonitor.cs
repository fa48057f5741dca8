using System.Globalization;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Watches what else the machine does during a launch. Linux tells by files; elsewhere the figures are unknown.</summary>
internal sealed class MachineMonitor
{
    private Counters _before = Counters.Unknown;
    private double _spin;

    /// <summary>Just before a launch.</summary>
    public void Begin()
    {
        _spin = SpinClock.MeasureNanoseconds();
        _before = Counters.Read();
    }

    /// <returns>Just after the launch that <see cref="Begin"/> came before.</returns>
    public MachineReading End()
    {
        Counters after = Counters.Read();
        return new MachineReading(
            _spin,
            after.Busy - after.Own - (_before.Busy - _before.Own),
            after.Stolen - _before.Stolen,
            after.Throttled - _before.Throttled
        );
    }

    /// <param name="Busy">Processor seconds of all processes, since the system started.</param>
    /// <param name="Own">Those of this process and of children that have ended, with theirs.</param>
    /// <param name="Stolen">Processor seconds that a hypervisor gave to others.</param>
    /// <param name="Throttled">Times a core was too hot, or the control group had used up its quota.</param>
    private readonly record struct Counters(double? Busy, double? Own, double? Stolen, double? Throttled)
    {
        // The kernel counts in USER_HZ, which is 100 on every architecture that .NET runs on.
        private const double TicksPerSecond = 100;

        public static Counters Unknown { get; } = new(null, null, null, null);

        public static Counters Read()
        {
            if (!OperatingSystem.IsLinux())
            {
                return Unknown;
            }

            // cpu user nice system idle iowait irq softirq steal: proc_stat(5). In a container, or with some of the processors only,
            // it is still the whole machine's, and says nothing of what disturbs this process.
            string[] stat = Lines("/proc/stat");
            bool hasAll = stat.Count(line => line.StartsWith("cpu", StringComparison.Ordinal)) - 1 == Environment.ProcessorCount;
            double[]? all = hasAll ? Numbers(stat[0], skip: 1) : null;

            // …) state ppid … utime stime cutime cstime are fields 14 to 17: proc_pid_stat(5)
            string? own = Line("/proc/self/stat");
            double[]? mine = Numbers(own?[(own.LastIndexOf(')') + 2)..], skip: 1);
            return new Counters(
                all is { Length: >= 7 } ? (all[0] + all[1] + all[2] + all[5] + all[6]) / TicksPerSecond : null,
                mine is { Length: >= 14 } ? (mine[10] + mine[11] + mine[12] + mine[13]) / TicksPerSecond : null,
                all is { Length: >= 8 } ? all[7] / TicksPerSecond : null,
                ThrottledByHeat() + ThrottledByQuota()
            );
        }

        private static double ThrottledByHeat() =>
            Enumerable
                .Range(0, Environment.ProcessorCount)
                .Sum(core =>
                    Number(
                        Line(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"/sys/devices/system/cpu/cpu{core}/thermal_throttle/core_throttle_count"
                            )
                        )
                    )
                );

        private static double ThrottledByQuota() =>
            Lines("/sys/fs/cgroup/cpu.stat")
                .Where(line => line.StartsWith("nr_throttled ", StringComparison.Ordinal))
                .Sum(line => Number(line.Split(' ')[1]));

        private static double Number(string? text) =>
            double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double number) ? number : 0;

        private static double[]? Numbers(string? line, int skip) =>
            line is null ? null : [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(skip).Select(Number)];

        private static string? Line(string path) => Lines(path).FirstOrDefault();

        private static string[] Lines(string path)
        {
            try
            {
                return File.Exists(path) ? File.ReadAllLines(path) : [];
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return [];
            }
        }
    }
}
