using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Reads what else the machine does during a launch. Only Linux has the files; elsewhere the figures are unknown.</summary>
internal sealed class MachineMonitor
{
    private Counters _before = Counters.Unknown;
    private double _spinNanoseconds;

    /// <summary>Reads the machine just before a launch.</summary>
    public void Begin()
    {
        _spinNanoseconds = SpinClock.MeasureNanoseconds();
        _before = Counters.Read();
    }

    /// <returns>The change since <see cref="Begin"/>, just after the launch.</returns>
    public MachineReading End()
    {
        Counters after = Counters.Read();
        return new MachineReading(
            _spinNanoseconds,
            after.BusySeconds - after.OwnSeconds - (_before.BusySeconds - _before.OwnSeconds),
            after.StolenSeconds - _before.StolenSeconds,
            after.Throttled - _before.Throttled
        );
    }

    /// <param name="BusySeconds">Processor time of all processes, since the system started.</param>
    /// <param name="OwnSeconds">Processor time of this process, and of all that it started, with theirs.</param>
    /// <param name="StolenSeconds">Processor time that a hypervisor gave to others.</param>
    /// <param name="Throttled">Times a core was too hot, or the control group had used up its quota.</param>
    private readonly record struct Counters(double? BusySeconds, double? OwnSeconds, double? StolenSeconds, double? Throttled)
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

            double[]? machine = ReadMachineTicks();
            return new Counters(
                machine is { Length: >= 7 } ? (machine[0] + machine[1] + machine[2] + machine[5] + machine[6]) / TicksPerSecond : null,
                ProcessTimes.SumWithDescendants(Environment.ProcessId) / TicksPerSecond,
                machine is { Length: >= 8 } ? machine[7] / TicksPerSecond : null,
                ReadThrottledByHeat() + ReadThrottledByQuota()
            );
        }

        // cpu user nice system idle iowait irq softirq steal: proc_stat(5). With some of the processors only, as in a container,
        // it is still that of the whole machine, and does not show what disturbs this process.
        private static double[]? ReadMachineTicks()
        {
            string[] lines = KernelFile.ReadLines("/proc/stat");
            int processors = lines.Count(line => line.StartsWith("cpu", StringComparison.Ordinal)) - 1;
            return processors == Environment.ProcessorCount ? ParseNumbers(lines[0]) : null;
        }

        private static double ReadThrottledByHeat() =>
            Enumerable
                .Range(0, Environment.ProcessorCount)
                .Select(core => $"/sys/devices/system/cpu/cpu{core.ToString(CultureInfo.InvariantCulture)}")
                .Sum(folder => ParseNumber(KernelFile.ReadLine($"{folder}/thermal_throttle/core_throttle_count")));

        private static double ReadThrottledByQuota() =>
            KernelFile
                .ReadLines("/sys/fs/cgroup/cpu.stat")
                .Where(line => line.StartsWith("nr_throttled ", StringComparison.Ordinal))
                .Sum(line => ParseNumber(line.Split(' ')[1]));

        // The first field is a name.
        private static double[] ParseNumbers(string line) =>
            [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(ParseNumber)];

        private static double ParseNumber(string? text) =>
            double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double number) ? number : 0;
    }
}
