using System.Collections;
using System.Runtime;
using System.Runtime.InteropServices;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models.Processes;

namespace ConcurrencyBench.Benchmarks.Host;

/// <summary>Looks at the machine, the runtime and the source tree.</summary>
internal static class HostReader
{
    // Those that change what is measured; others, such as DOTNET_ROOT, only say where things are.
    private static readonly string[] RuntimeSettingMarks =
    [
        "TIERED",
        "TC_",
        "READYTORUN",
        "JIT",
        "GC",
        "THREADPOOL",
        "ENABLE",
        "PROCESSOR_COUNT",
        "VECTOR",
    ];

    /// <param name="machine">The machine's name, or null to make one of what it is.</param>
    /// <param name="startedUtc">The start of the run.</param>
    /// <param name="sourceFolder">The source tree, or null when there is none.</param>
    /// <param name="suite">The request.</param>
    public static HostInfo Read(string? machine, DateTimeOffset startedUtc, string? sourceFolder, SuiteInfo suite)
    {
        CpuInfo cpu = ReadCpu();
        return new HostInfo(
            HostFile.NewestSchema,
            machine ?? MachineName.Create(cpu.Brand, Environment.ProcessorCount, OsName(), RuntimeInformation.OSArchitecture.ToString()),
            startedUtc,
            cpu,
            new LimitsInfo(
                Environment.ProcessorCount,
                SystemFiles.AffinityCores,
                SystemFiles.CgroupCpuQuota,
                SystemFiles.CgroupMemoryBytes
            ),
            new SystemInfo(
                RuntimeInformation.OSDescription,
                Environment.OSVersion.Version.ToString(),
                RuntimeInformation.OSArchitecture.ToString(),
                SystemFiles.MemoryBytes ?? Sysctl("hw.memsize"),
                SystemFiles.Governor,
                CpuIdentity.Hypervisor,
                SystemFiles.OnBattery ?? OtherBattery.IsOnBattery()
            ),
            new RuntimeInfo(
                RuntimeInformation.FrameworkDescription,
                GCSettings.IsServerGC,
                AppContext.TryGetSwitch("System.GC.Concurrent", out bool concurrent)
                    ? concurrent
                    : GCSettings.LatencyMode != GCLatencyMode.Batch,
                RuntimeSettings(),
                BuiltWorker.FindCompilation()
            ),
            ReadSource(sourceFolder),
            suite
        );
    }

    private static CpuInfo ReadCpu()
    {
        int? logical = OperatingSystem.IsLinux() ? SystemFiles.OnlineCores : (int?)Sysctl("hw.logicalcpu");
        int? physical = SystemFiles.PhysicalCores ?? (int?)Sysctl("hw.physicalcpu");
        return new CpuInfo(
            CpuIdentity.Brand ?? SysctlText("machdep.cpu.brand_string") ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER"),
            CpuIdentity.Vendor,
            CpuIdentity.Signature?.Family,
            CpuIdentity.Signature?.Model,
            CpuIdentity.Signature?.Stepping,
            logical,
            physical,
            logical is null || physical is null ? null : logical > physical,
            new VectorTrialDivision().VectorBits,
            SystemFiles.Caches
        );
    }

    private static SourceInfo ReadSource(string? folder)
    {
        if (folder is null || ToolRunner.TryRead(folder, "git", "rev-parse", "HEAD") is not { } commit)
        {
            return new SourceInfo(null, null);
        }

        // Reports of earlier runs are no part of what is measured.
        string? changes = ToolRunner.TryRead(folder, "git", "status", "--porcelain", "--", ".", ":(exclude)results");
        return new SourceInfo(commit, changes is null ? null : changes.Length > 0);
    }

    private static ImmutableSortedDictionary<string, string> RuntimeSettings() =>
        Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
            .Where(entry =>
                entry.Name.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)
                || entry.Name.StartsWith("COMPlus_", StringComparison.OrdinalIgnoreCase)
            )
            .Where(entry =>
                RuntimeSettingMarks.Any(mark =>
                    entry
                        .Name[(entry.Name.IndexOf('_', StringComparison.Ordinal) + 1)..]
                        .StartsWith(mark, StringComparison.OrdinalIgnoreCase)
                )
            )
            .ToImmutableSortedDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);

    private static string OsName() =>
        OperatingSystem.IsWindows() ? "windows"
        : OperatingSystem.IsMacOS() ? "macos"
        : OperatingSystem.IsLinux() ? "linux"
        : "unknown";

    private static long? Sysctl(string name) =>
        long.TryParse(SysctlText(name), CultureInfo.InvariantCulture, out long value) ? value : null;

    private static string? SysctlText(string name) => OperatingSystem.IsMacOS() ? ToolRunner.TryRead("/", "sysctl", "-n", name) : null;
}
