using ConcurrencyBench.Analysis.Loading;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Compares like with like where one side of a pair is a row of a table, which has the mean and no median.</summary>
internal static class MeanPairs
{
    /// <returns>The pair with BenchmarkDotNet's mean on both sides, where one side has only that; otherwise as it is.</returns>
    public static Pair Adapt(Pair pair) =>
        pair.IsComparable
        && pair.Baseline!.Kind == MeasurementKind.Mean != (pair.Candidate!.Kind == MeasurementKind.Mean)
        && pair is { Baseline.ReportedMeanNanoseconds: not null, Candidate.ReportedMeanNanoseconds: not null }
            ? pair with
            {
                Baseline = ToMean(pair.Baseline),
                Candidate = ToMean(pair.Candidate),
            }
            : pair;

    private static Benchmark ToMean(Benchmark benchmark)
    {
        if (benchmark.Kind == MeasurementKind.Mean || benchmark.ReportedMeanNanoseconds is not { } mean)
        {
            return benchmark;
        }

        double[] iterations = [.. benchmark.Launches.SelectMany(launch => launch.NanosecondsPerOp)];
        return benchmark with
        {
            Launches =
            [
                new Launch([MeasurableTime.Subtract(0, mean)], Operations: 0)
                {
                    RelativeStandardError =
                        iterations.Length < 2 ? 0 : iterations.StandardDeviation() / Math.Sqrt(iterations.Length) / mean,
                },
            ],
        };
    }
}
