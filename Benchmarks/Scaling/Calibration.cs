using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>Measures what models cost beside the work: runs them on items that hold one candidate each.</summary>
/// <remarks>
/// In this process and without BenchmarkDotNet, a tenth of a second or so a model: an overhead of micro- and some hundred microseconds
/// beside operations of many milliseconds need not be known to the last digit.
/// </remarks>
internal static class Calibration
{
    // Large enough for an item's cost to stand out from that of the run.
    private const int ManyItems = 2_049;

    // The first runs start worker processes and compile.
    private const int WarmUpRuns = 5;
    private const int Runs = 21;

    /// <summary>Measures one model.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="kernel">The kernel of the items.</param>
    /// <param name="cores">Cores this process may use; the overhead of another worker shows with at least two.</param>
    public static ScalingOverhead Measure(ModelSpec spec, IDivisorKernel kernel, int cores)
    {
        int workers = Math.Max(2, cores);
        ImmutableArray<WorkItem> Items(int count) => [.. Enumerable.Repeat(new WorkItem(kernel, 1, new CandidateRange(1, 1)), count)];
        double single = Time(spec, workers: 1, Items(1));
        double many = Time(spec, workers: 1, Items(ManyItems));
        double wide = Time(spec, workers, Items(workers));

        double handOff = Math.Max(0, (many - single) / (ManyItems - 1));
        return new ScalingOverhead(Math.Max(0, single - handOff), Math.Max(0, (wide - single) / (workers - 1) - handOff), handOff);
    }

    // The lower quartile of some runs, in nanoseconds: disturbances only add time.
    private static double Time(ModelSpec spec, int workers, ImmutableArray<WorkItem> work)
    {
        IConcurrencyModel model = spec.Create(new ModelOptions(workers));
        try
        {
            return Enumerable.Range(0, WarmUpRuns + Runs).Select(_ => Time(model, work)).ToArray()[WarmUpRuns..].LowerQuartile();
        }
        finally
        {
            model.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <returns>One run, in nanoseconds.</returns>
    public static double Time(IConcurrencyModel model, ImmutableArray<WorkItem> work)
    {
        long start = Stopwatch.GetTimestamp();
        _ = model.RunAsync(work, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
