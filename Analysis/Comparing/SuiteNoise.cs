using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The noise of a whole suite, which tells what a benchmark's own few launches cannot.</summary>
/// <param name="TypicalDeviation">Of a launch from the median of its side, in the logarithm; the median over the suite.</param>
/// <param name="Prior">How the benchmarks' variances are spread.</param>
/// <param name="Outliers">How frequent outlier launches are, and how far out.</param>
internal sealed record SuiteNoise(double TypicalDeviation, VariancePrior Prior, OutlierRate Outliers)
{
    /// <param name="pairs">Those that both sides measured with launches enough.</param>
    /// <returns>Null where they are too few.</returns>
    public static SuiteNoise? Find(IEnumerable<Pair> pairs)
    {
        double[][][] suite = [.. pairs.Select(LaunchSummaries.ComputeLogMedians)];
        if (suite.Length < VariancePrior.FewestBenchmarks)
        {
            return null;
        }

        double typical = suite.Select(OutlierLaunches.ComputeTypicalDeviation).Median();
        VariancePrior? prior = VariancePrior.Fit(
            suite
                .Select(sides => OutlierLaunches.Exclude(OutlierLaunches.ComputeLimitBeside(typical, sides), sides))
                .Select(sides => ComputeVariance(sides[0], sides[1]))
        );
        return prior is null ? null : new SuiteNoise(typical, prior, OutlierRate.Find(OutlierLaunches.LimitInDeviations * typical, suite));
    }

    /// <summary>How far above the median of its side a launch of these sides must lie to be an outlier.</summary>
    public double ComputeOutlierLimit(double[][] sides) => OutlierLaunches.ComputeLimitBeside(TypicalDeviation, sides);

    /// <summary>ln(candidate ÷ baseline) with the moderated variance.</summary>
    public Estimate Moderate(Side baseline, Side candidate)
    {
        (double variance, int degrees) = ComputeVariance(baseline, candidate);
        (double moderated, double moderatedDegrees) = Prior.Moderate(variance, degrees);
        return new Estimate(
            candidate.Kept.Average() - baseline.Kept.Average(),
            moderated * SumInverse(baseline, candidate),
            moderatedDegrees
        );
    }

    // Welch's variance of the difference, for one launch a side: one side may be noisier than the other.
    private static (double Variance, int Degrees) ComputeVariance(Side baseline, Side candidate) =>
        (
            Estimate.FromValues(candidate.Kept).Minus(Estimate.FromValues(baseline.Kept)).Variance / SumInverse(baseline, candidate),
            baseline.Kept.Length + candidate.Kept.Length - 2
        );

    private static double SumInverse(Side baseline, Side candidate) => (1.0 / baseline.Kept.Length) + (1.0 / candidate.Kept.Length);
}
