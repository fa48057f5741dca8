using System.Runtime.InteropServices;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>The machine of this process, where no report of BenchmarkDotNet describes it.</summary>
internal static class ThisMachine
{
    /// <summary>As reports have it.</summary>
    public static Machine Read() =>
        new(
            Machine.NormaliseProcessor(FindBrand() ?? ""),
            PhysicalCores: null,
            Environment.ProcessorCount,
            RuntimeInformation.OSArchitecture.ToString(),
            Machine.ParsePlatform(RuntimeInformation.OSDescription)
        );

    private static string? FindBrand() =>
        OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            : KernelFile
                .ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[^1];
}
