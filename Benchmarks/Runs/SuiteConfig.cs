using BenchmarkDotNet.Analysers;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Validators;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Models.Processes;
using ConcurrencyBench.Engines.Cluster.Hosts;
using Perfolizer.Horology;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>The suite's configuration of BenchmarkDotNet, with the reason for each number.</summary>
internal static class SuiteConfig
{
    // An outlier launch is recognised only beside others, and no comparison is confirmed with fewer than five launches.
    private const int Launches = 5;

    // The call that makes and checks the model, and a second one, come before these. About 0.7 s after the start the JIT's
    // background compiler takes a core for 10 to 20 ms, in worker processes too; after that it is quieter.
    private const int WarmupIterations = 5;

    // With a model that fills both cores, about one iteration in four is 10 % longer; the median of five tolerates two of
    // them. More iterations gain nothing, because launches differ more than iterations do.
    private const int Iterations = 5;

    // Operations that take longer than two thirds of this run once in an iteration, faster ones as often as fills it:
    // BenchmarkDotNet's own advice is 100 ms, so that timer and scheduler are a small part.
    private static readonly TimeInterval IterationTime = TimeInterval.FromMilliseconds(100);

    // Building takes 20 s on two cores. On a small or busy machine it has taken longer than 120 s, the default of BenchmarkDotNet
    // 0.15.8.
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Turns dynamic PGO off in the processes that this one starts, unless the user has decided. Benchmarks.csproj and
    /// Worker.csproj do the same for theirs; a job's environment variables would not reach an in-process run. See docs/adr/0008.
    /// </summary>
    public static void SettleRuntime()
    {
        const string Variable = "DOTNET_TieredPGO";
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "0");
        }
    }

    /// <summary>
    /// Gives the programs that BenchmarkDotNet generates the worker of this one. To compile another takes longer than all else in their
    /// build. Worker.targets reads it.
    /// </summary>
    public static void ShareWorker()
    {
        const string Variable = "CONCURRENCYBENCH_BUILT_WORKER";
        if (Environment.GetEnvironmentVariable(Variable) is null && BuiltWorker.FindFolder() is { } folder)
        {
            Environment.SetEnvironmentVariable(Variable, folder);
        }
    }

    /// <summary>Does the same with the program of a cluster's hosts. ClusterHost.targets reads it.</summary>
    public static void ShareHost()
    {
        const string Variable = "CONCURRENCYBENCH_BUILT_HOST";
        if (Environment.GetEnvironmentVariable(Variable) is null && BuiltHost.FindFolder() is { } folder)
        {
            Environment.SetEnvironmentVariable(Variable, folder);
        }
    }

    /// <summary>The suite's job. It is the default: counts given on the command line change it.</summary>
    public static Job MeasuringJob(SuiteSettings settings) =>
        Job
            .Default.WithLaunchCount(Launches)
            .WithWarmupCount(WarmupIterations)
            .WithIterationCount(Iterations)
            .WithIterationTime(IterationTime)
            .WithToolchain(OwnFolderToolchain.Instance)
            .WithEvaluateOverhead(false) // An operation takes microseconds at least, an empty call nanoseconds.
            .WithId($"Suite{settings.JobSuffix}")
            .AsDefault();

    /// <summary>
    /// The job of benchmarks whose operations can take seconds, so it has few iterations. <see cref="Peers.PeerOperation"/> has warmed
    /// up the JIT before.
    /// </summary>
    public static Job SlowJob(SuiteSettings settings) =>
        MeasuringJob(settings)
            .WithWarmupCount(1)
            .WithIterationCount(3)
            .WithInvocationCount(1)
            .WithUnrollFactor(1)
            .WithId($"SuitePeers{settings.JobSuffix}")
            .AsDefault();

    /// <summary>
    /// Adds the counters of allocations and threads. They run in an extra iteration after the timed ones; a gate's launches do without.
    /// </summary>
    public static ManualConfig Counting(this ManualConfig config) =>
        config.AddDiagnoser(new MemoryDiagnoser(new MemoryDiagnoserConfig(displayGenColumns: false)), ThreadingDiagnoser.Default);

    /// <summary>Creates the configuration without the job and the counters.</summary>
    public static ManualConfig Create(string artifactsPath, ILogger logger) =>
        ManualConfig
            .CreateEmpty()
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn([.. SuiteColumns.All])
            .HideColumns(Column.Error) // Its interval treats iterations of one launch as independent.
            .AddAnalyser(EnvironmentAnalyser.Default, RuntimeErrorAnalyser.Default, BaselineCustomAnalyzer.Default)
            .AddValidator(JitOptimizationsValidator.FailOnError, RunModeValidator.FailOnError, DeferredExecutionValidator.FailOnError)
            .AddFilter(new SimpleFilter(benchmark => Exclusions.ReasonToLeaveOut(benchmark) is null))
            .AddLogger(logger)
            .WithOrderer(new CatalogueOrderer())
            .WithCultureInfo(CultureInfo.InvariantCulture)
            .WithBuildTimeout(BuildLimit)
            .WithArtifactsPath(artifactsPath);
}
