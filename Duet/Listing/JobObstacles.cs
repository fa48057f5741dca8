using System.Runtime;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>What keeps a job from being run in this process.</summary>
/// <param name="Reason">A sentence.</param>
/// <param name="Needs">The environment variables of a process in which it can be run; empty where there is no such process.</param>
internal sealed record JobObstacle(string Reason, ImmutableArray<(string Name, string Value)> Needs);

/// <summary>Finds what keeps a job from being run in a process that has started.</summary>
internal static class JobObstacles
{
    private static readonly string Moniker = string.Create(
        CultureInfo.InvariantCulture,
        $"net{Environment.Version.Major}.{Environment.Version.Minor}"
    );

    /// <returns>True for a job of this process's runtime, or of none in particular.</returns>
    public static bool IsForThisRuntime(Job job) => job.Environment.Runtime is not { } runtime || IsThis(runtime);

    /// <summary>Finds what keeps a job from being run here, whatever runtime it is for.</summary>
    /// <returns>Null for a job that can be run.</returns>
    public static JobObstacle? Find(Job job)
    {
        if (job.Run.RunStrategy == RunStrategy.ColdStart)
        {
            return new JobObstacle("Its job measures cold starts, which need a process for each.", []);
        }

        ImmutableArray<(string Name, string Value)> needs = [.. FindVariables(job), .. FindCollector(job.Environment.Gc)];
        return needs is [var first, ..]
            ? new JobObstacle($"Its job needs {first.Name}={first.Value}, which a process must have when it starts.", needs)
            : null;
    }

    private static bool IsThis(Runtime runtime) =>
        runtime is CoreRuntime
        && (runtime.MsBuildMoniker == Moniker || runtime.MsBuildMoniker.StartsWith($"{Moniker}-", StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Value)> FindVariables(Job job) =>
        (job.Environment.EnvironmentVariables ?? [])
            .Where(variable => Environment.GetEnvironmentVariable(variable.Key) != variable.Value)
            .Select(variable => (variable.Key, variable.Value));

    private static IEnumerable<(string Name, string Value)> FindCollector(GcMode mode)
    {
        if (mode.HasValue(GcMode.ServerCharacteristic) && mode.Server != GCSettings.IsServerGC)
        {
            yield return ("DOTNET_gcServer", mode.Server ? "1" : "0");
        }

        bool isConcurrent = GCSettings.LatencyMode != GCLatencyMode.Batch;
        if (mode.HasValue(GcMode.ConcurrentCharacteristic) && mode.Concurrent != isConcurrent)
        {
            yield return ("DOTNET_gcConcurrent", mode.Concurrent ? "1" : "0");
        }
    }
}
