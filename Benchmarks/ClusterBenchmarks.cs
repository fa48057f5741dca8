using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Clusters;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;

namespace ConcurrencyBench.Benchmarks;

/// <summary>Measures what hosts of a cluster gain, and how near they come to the bound of their schedule.</summary>
/// <remarks>
/// <para>The operation is that of <see cref="ModelBenchmarks"/>, on as many host processes as the parameter says, with one worker each.
/// All of them are on this machine, so that no more than its cores run at once: the bound says it. Hosts, giver and server are there before
/// the first operation that is timed. <c>sequential</c> is measured again beside each number of hosts, in the giver's process.</para>
/// <para>Expect ranges near the number of cores, less what a message costs the giver, the server and the host, which share the same
/// cores; <c>./run.sh kills</c> shows those parts and what a lost host costs.</para>
/// <para><c>./run.sh bench --filter '*ClusterBenchmarks*' --workload article --workload skewed</c>; not part of the default suite. A server
/// is started for it; <c>CONCURRENCYBENCH_BROKER=amqp://…</c> names one of your own.</para>
/// </remarks>
public class ClusterBenchmarks : IBenchmarkClass
{
    // Giver and hosts compile what they run most for some seconds, on the cores on which the items are computed.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    private ScalingOperation? _operation;

    static BenchmarkClass IBenchmarkClass.Description { get; } =
        new(9, "Model")
        {
            MeasuresModels = true,
            NeedsServers = true,
            ReasonToLeaveOut = ClusterServers.FindReasonToLeaveOut,
            DescribeValue = value => value is int hosts ? Figures.FormatCount(hosts, "host") : value?.ToString(),
        };

    /// <summary>The workloads of this run.</summary>
    public static IEnumerable<string> WorkloadIds => SuiteSettings.Current.Workloads.Select(workload => workload.Id);

    /// <summary>The workload's id.</summary>
    [ParamsSource(nameof(WorkloadIds))]
    public string Workload { get; set; } = "";

    /// <summary>The number of hosts, with one worker each.</summary>
    [Params(1, 2, 3, 4)]
    public int Workers { get; set; }

    // Each model has a method that is named after its id, in the order of the catalogue; a test compares the two.
#pragma warning disable CS1591
    [Benchmark(Baseline = true, Description = "sequential")]
    public ValueTask<long[][]> Sequential() => Run();

    [Benchmark(Description = "cluster-rabbitmq")]
    public ValueTask<long[][]> ClusterRabbitmq() => Run();

    [Benchmark(Description = "cluster-rabbitmq/ranges")]
    public ValueTask<long[][]> ClusterRabbitmqRanges() => Run();

    [Benchmark(Description = "cluster-orleans")]
    public ValueTask<long[][]> ClusterOrleans() => Run();

    [Benchmark(Description = "cluster-orleans/ranges")]
    public ValueTask<long[][]> ClusterOrleansRanges() => Run();
#pragma warning restore CS1591

    /// <summary>Ends the hosts.</summary>
    [GlobalCleanup]
    public void Cleanup() => _operation?.Dispose();

    // The first call of a launch is never timed, as in ModelBenchmarks. It starts the hosts, checks the answers and warms up.
    private ValueTask<long[][]> Run([CallerMemberName] string method = "") =>
        _operation is null ? RunFirstAsync(method) : _operation.RunAsync();

    private async ValueTask<long[][]> RunFirstAsync(string method)
    {
        _operation = ScalingOperation.Prepare(method, Workload, Workers);
        long start = Stopwatch.GetTimestamp();
        long[][] answers = await _operation.RunAsync().ConfigureAwait(false);
        while (method != nameof(Sequential) && Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            answers = await _operation.RunAsync().ConfigureAwait(false);
        }

        return answers;
    }
}
