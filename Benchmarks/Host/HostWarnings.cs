using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>Conditions of this machine, right now, that spoil a measurement.</summary>
internal static class HostWarnings
{
    private const string WhatLoadDoes = "the times will be long and wide";

    private const string WhatQuotasDo = "and takes the processor away when it is spent; raise the quota or pin the process instead.";

    private const string UncommittedChanges =
        "The source tree has changes that are not committed, so the commit in these reports does not tell what was measured.";

    private const double MuchLoad = 0.1;
    private const int MoreSamples = 8;
    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(400);

    /// <param name="host">The fingerprint.</param>
    /// <param name="otherLoad">Cores' worth of time that other processes use; see <see cref="SampleOtherLoad"/>.</param>
    /// <param name="debugger">True when a debugger is attached.</param>
    /// <returns>One line each; none when all is well.</returns>
    public static IEnumerable<string> Find(HostInfo host, (double Cores, string Busiest) otherLoad, bool debugger) =>
        [
            .. FindLoad(otherLoad),
            .. FindPowerSaving(host.System),
            .. FindLimits(host.Limits, host.Suite.Workers),
            .. debugger ? ["A debugger is attached and slows everything down; run without it."] : Array.Empty<string>(),
            .. host.Source.Dirty == true ? [UncommittedChanges] : Array.Empty<string>(),
        ];

    private static IEnumerable<string> FindLoad((double Cores, string Busiest) otherLoad)
    {
        if (otherLoad.Cores > MuchLoad)
        {
            yield return Line(
                $"Other processes use {otherLoad.Cores:F1} cores (most of it {otherLoad.Busiest}); stop them, or {WhatLoadDoes}."
            );
        }
    }

    private static IEnumerable<string> FindPowerSaving(SystemInfo system)
    {
        if (system.OnBattery == true)
        {
            yield return "The machine runs on battery and may slow itself down; plug it in.";
        }

        if (system.Governor is "powersave" or "conservative" or "ondemand" or "schedutil")
        {
            yield return $"The frequency governor is '{system.Governor}', so the clock will vary; set it to 'performance'.";
        }
    }

    private static IEnumerable<string> FindLimits(LimitsInfo limits, int? workers)
    {
        if (limits.CgroupCpuQuota is { } quota && quota < (limits.AffinityCores ?? limits.UsableCores))
        {
            yield return Line($"A control group grants {quota:0.##} cores' worth of time {WhatQuotasDo}");
        }

        if (limits.UsableCores == 1)
        {
            yield return "Only one core may be used, so no model can be faster than sequential.";
        }

        if (workers > limits.UsableCores)
        {
            yield return Line($"{workers} workers share {limits.UsableCores} cores.");
        }
    }

    /// <summary>
    /// Watches the other processes for a moment, and again while they are busy: the build that came before may still be settling.
    /// </summary>
    /// <returns>Cores' worth of time they use, and the name of the one that uses most.</returns>
    public static (double Cores, string Busiest) SampleOtherLoad()
    {
        (double Cores, string Busiest) load = SampleOnce();
        for (int again = 0; again < MoreSamples && load.Cores > MuchLoad; again++)
        {
            load = SampleOnce();
        }

        return load;
    }

    private static (double Cores, string Busiest) SampleOnce()
    {
        Dictionary<int, (string Name, TimeSpan Used)> before = ProcessorTimes();
        long start = Stopwatch.GetTimestamp();
        Thread.Sleep(SampleTime);
        Dictionary<int, (string Name, TimeSpan Used)> after = ProcessorTimes();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

        (string Name, double Cores)[] loads =
        [
            .. after
                .Where(process => before.ContainsKey(process.Key))
                .Select(process => (process.Value.Name, (process.Value.Used - before[process.Key].Used) / elapsed))
                .DefaultIfEmpty(("", 0)),
        ];
        return (loads.Sum(load => load.Cores), loads.MaxBy(load => load.Cores).Name);
    }

    private static Dictionary<int, (string Name, TimeSpan Used)> ProcessorTimes()
    {
        Dictionary<int, (string Name, TimeSpan Used)> times = [];
        foreach (Process process in Process.GetProcesses())
        {
            using (process)
            {
                try
                {
                    if (process.Id != Environment.ProcessId && process.Id != 0)
                    {
                        times[process.Id] = (process.ProcessName, process.TotalProcessorTime);
                    }
                }
                catch (Exception exception) when (EndedProcess.Explains(exception))
                {
                    // It has ended, or belongs to another user.
                }
            }
        }

        return times;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
