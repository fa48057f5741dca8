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
using Perfolizer.Horology;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Every number of the suite's job, with its reason beside it, and what else BenchmarkDotNet is told.</summary>
internal static class SuiteConfig
{
    // A launch that goes wrong as a whole is seen only beside others, and no comparison is confirmed with fewer than five.
    private const int Launches = 5;

    // The call that makes and checks the model, and a second one, come before these. About 0.7 s after the start the JIT's
    // background compiler takes a core for 10 to 20 ms, in worker processes too; after that it is quieter.
    private const int WarmupIterations = 5;

    // Of a model that fills both cores, one iteration in four or so is 10 % longer: the median of five passes over two of
    // them. More would sharpen what the launches blur anyway.
    private const int Iterations = 5;

    // Operations that take longer than two thirds of this run once an iteration, faster ones as often as it takes to fill it:
    // BenchmarkDotNet's own advice is 100 ms, so that timer and scheduler are a small part.
    private static readonly TimeInterval IterationTime = TimeInterval.FromMilliseconds(100);

    // Building takes 20 s on two cores; on a small or busy machine the default of BenchmarkDotNet 0.15.8, 120 s, has been seen
    // to pass.
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
    /// The job of benchmarks whose operations can take seconds, so there are few. What a JIT needs to see,
    /// <see cref="Peers.PeerOperation"/> has shown it before.
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
    /// What is counted besides time, in an iteration of its own after those that are timed. A gate's launches count nothing.
    /// </summary>
    public static ManualConfig Counting(this ManualConfig config) =>
        config.AddDiagnoser(new MemoryDiagnoser(new MemoryDiagnoserConfig(displayGenColumns: false)), ThreadingDiagnoser.Default);

    /// <summary>Everything but the job and what is counted.</summary>
    public static ManualConfig Create(string artifactsPath, ILogger logger) =>
        ManualConfig
            .CreateEmpty()
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn([.. SuiteColumns.All])
            .HideColumns(Column.Error) // Its interval takes iterations of one launch for independent.
            .AddAnalyser(EnvironmentAnalyser.Default, RuntimeErrorAnalyser.Default, BaselineCustomAnalyzer.Default)
            .AddValidator(JitOptimizationsValidator.FailOnError, RunModeValidator.FailOnError, DeferredExecutionValidator.FailOnError)
            .AddFilter(new SimpleFilter(benchmark => Exclusions.ReasonToLeaveOut(benchmark) is null))
            .AddLogger(logger)
            .WithOrderer(new CatalogueOrderer())
            .WithCultureInfo(CultureInfo.InvariantCulture)
            .WithBuildTimeout(BuildLimit)
            .WithArtifactsPath(artifactsPath);
}
