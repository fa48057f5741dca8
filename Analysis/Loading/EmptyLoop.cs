using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>
/// The loop around a benchmark's calls, which BenchmarkDotNet measures without the benchmark in it. Beside an operation of a
/// nanosecond it weighs as much as the operation.
/// </summary>
internal static class EmptyLoop
{
    // Nanoseconds of an iteration are written with at least six digits.
    private const double Rounding = 1e-6;

    /// <param name="launch">All iterations of one launch.</param>
    /// <returns>Nanoseconds per operation; 0 where the launch says nothing of it.</returns>
    public static double Find(IEnumerable<MeasurementJson> launch)
    {
        ILookup<(IterationMode, IterationStage), double> times = launch.ToLookup(
            iteration => (iteration.IterationMode, iteration.IterationStage),
            iteration => iteration.NanosecondsPerOp
        );
        double[] empty = [.. times[(IterationMode.Overhead, IterationStage.Actual)]];
        return empty is not []
            ? empty.Median()
            : Infer(
                [.. times[(IterationMode.Workload, IterationStage.Actual)]],
                [.. times[(IterationMode.Workload, IterationStage.Result)]]
            );
    }

    // A Result is an Actual less the empty loop; outliers have no Result, and the others keep their order.
    private static double Infer(double[] actual, double[] result)
    {
        for (int i = 0; i < actual.Length && result is [var first, ..] && actual.Length - i >= result.Length; i++)
        {
            double loop = actual[i] - first;
            if (loop >= 0 && IsWhatWasSubtracted(loop, actual.AsSpan(i), result))
            {
                return loop;
            }
        }

        return 0;
    }

    private static bool IsWhatWasSubtracted(double loop, ReadOnlySpan<double> actual, double[] result)
    {
        int found = 0;
        foreach (double time in actual)
        {
            found += found < result.Length && Math.Abs(time - loop - result[found]) <= Rounding * time ? 1 : 0;
        }

        return found == result.Length;
    }
}
