using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>Figures of the machine from /proc and /sys on Linux. Everything is null where a file is missing.</summary>
internal static class SystemFiles
{
    private const string CpuFolder = "/sys/devices/system/cpu";

    public static int? OnlineCores => Line($"{CpuFolder}/online") is { } list ? ParseListLength(list) : null;

    public static int? PhysicalCores
    {
        get
        {
            int cores = Folders(CpuFolder, "cpu*")
                .Select(cpu => (Package: Line($"{cpu}/topology/physical_package_id"), Core: Line($"{cpu}/topology/core_id")))
                .Where(core => core.Core is not null)
                .Distinct()
                .Count();
            return cores == 0 ? null : cores;
        }
    }

    public static ImmutableArray<CacheInfo>? Caches
    {
        get
        {
            ImmutableArray<CacheInfo> caches =
            [
                .. Folders($"{CpuFolder}/cpu0/cache", "index*")
                    .Select(index => (Level: Line($"{index}/level"), Type: Line($"{index}/type"), Size: Line($"{index}/size")))
                    .Where(cache => cache is { Level: not null, Type: not null, Size: not null } && cache.Size.EndsWith('K'))
                    .Select(cache => new CacheInfo(Number(cache.Level!), cache.Type!, Number(cache.Size![..^1])))
                    .OrderBy(cache => cache.Level)
                    .ThenBy(cache => cache.Type, StringComparer.Ordinal),
            ];
            return caches.IsEmpty ? null : caches;
        }
    }

    public static int? AffinityCores => Field("/proc/self/status", "Cpus_allowed_list") is { } list ? ParseListLength(list) : null;

    public static long? MemoryBytes =>
        Field("/proc/meminfo", "MemTotal") is { } text ? long.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture) * 1024 : null;

    public static string? Governor => Line($"{CpuFolder}/cpu0/cpufreq/scaling_governor");

    public static bool? OnBattery
    {
        get
        {
            string[] batteries = [.. Folders("/sys/class/power_supply", "*").Where(supply => Line($"{supply}/type") == "Battery")];
            return batteries.Length == 0 ? null : batteries.Any(battery => Line($"{battery}/status") == "Discharging");
        }
    }

    /// <summary>The tightest limit of this process's control group and those above it, in cores.</summary>
    public static double? CgroupCpuQuota => CgroupValues("cpu.max").Select(ParseCpuQuota).Min();

    /// <inheritdoc cref="CgroupCpuQuota"/>
    public static long? CgroupMemoryBytes =>
        CgroupValues("memory.max")
            .Select(text => long.TryParse(text, CultureInfo.InvariantCulture, out long bytes) ? bytes : (long?)null)
            .Min();

    /// <returns>The cores that a version 2 cpu.max grants: "150000 100000" is 1.5, "max 100000" is null.</returns>
    internal static double? ParseCpuQuota(string cpuMax) =>
        cpuMax.Split(' ') is [var quota, var period] && double.TryParse(quota, CultureInfo.InvariantCulture, out double microseconds)
            ? microseconds / double.Parse(period, CultureInfo.InvariantCulture)
            : null;

    /// <returns>The number of entries in a list such as "0-3,8".</returns>
    internal static int ParseListLength(string list) =>
        list.Split(',').Select(range => range.Split('-')).Sum(ends => Number(ends[^1]) - Number(ends[0]) + 1);

    private static IEnumerable<string> CgroupValues(string file)
    {
        const string Root = "/sys/fs/cgroup";
        string? group = Lines("/proc/self/cgroup").FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?[3..];
        for (
            string? folder = group is null ? null : Root + group;
            folder is not null && folder.Length >= Root.Length;
            folder = Path.GetDirectoryName(folder)
        )
        {
            if (Line($"{folder}/{file}") is { } value)
            {
                yield return value;
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string? Field(string path, string name) => KernelFile.ReadField(path, name);

    private static string? Line(string path) => KernelFile.ReadLine(path);

    private static string[] Lines(string path) => KernelFile.ReadLines(path);

    private static string[] Folders(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.GetDirectories(parent, pattern) : [];
}
