using System.Runtime;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>Finds what keeps a job from being run in a process that has started.</summary>
internal static class JobObstacles
{
    private static readonly string Moniker = string.Create(
        CultureInfo.InvariantCulture,
        $"net{Environment.Version.Major}.{Environment.Version.Minor}"
    );

    /// <returns>The reason, a sentence; null for a job that can be run here.</returns>
    public static string? Find(Job job) =>
        job.Environment.Runtime is { } runtime && !IsThis(runtime) ? $"Its job is for {runtime.Name}, and this process runs on {Moniker}."
        : job.Environment.EnvironmentVariables is [var variable, ..]
            ? $"Its job sets the environment variable {variable.Key}, which a process must have when it starts."
        : ChangesCollector(job.Environment.Gc)
            ? $"Its job asks for another garbage collector than this process has (server: {GCSettings.IsServerGC})."
        : job.Run.RunStrategy == RunStrategy.ColdStart ? "Its job measures cold starts, which need a process for each."
        : null;

    private static bool IsThis(Runtime runtime) =>
        runtime is CoreRuntime
        && (runtime.MsBuildMoniker == Moniker || runtime.MsBuildMoniker.StartsWith($"{Moniker}-", StringComparison.Ordinal));

    private static bool ChangesCollector(GcMode mode) => mode.HasValue(GcMode.ServerCharacteristic) && mode.Server != GCSettings.IsServerGC;
}
