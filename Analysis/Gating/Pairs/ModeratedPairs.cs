using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// The few first pairs of benchmarks whose sides took turns. Where such benchmarks are many, they tell which variances are usual, and
/// three pairs are enough to see that nothing hints at a change.
/// </summary>
internal static class ModeratedPairs
{
    /// <returns><c>result[i]</c> belongs to <c>benchmarks[i]</c>; those that took no turns are assessed by themselves.</returns>
    public static ImmutableArray<PairedAssessment> Assess(ImmutableArray<PairedLogs> benchmarks)
    {
        VariancePrior? prior = VariancePrior.Fit(benchmarks.Where(CanModerate).Select(ComputeVariance));
        return
        [
            .. benchmarks.Select(logs => prior is not null && CanModerate(logs) ? Moderate(logs, prior) : PairedAssessment.FromLogs(logs)),
        ];
    }

    private static bool CanModerate(PairedLogs logs) => logs is { TookTurns: true, Count: > 1 };

    private static (double Variance, int Degrees) ComputeVariance(PairedLogs logs) =>
        (KeptPairs.FromLogs(logs).Differences.Variance(), logs.Count - 1);

    private static PairedAssessment Moderate(PairedLogs logs, VariancePrior prior)
    {
        PairedAssessment own = PairedAssessment.FromLogs(logs);
        (double variance, int ownDegrees) = ComputeVariance(logs);
        (double moderated, double degrees) = prior.Moderate(variance, ownDegrees);
        Estimate mean = new(KeptPairs.FromLogs(logs).Differences.Mean(), moderated / logs.Count, degrees);
        return own with
        {
            IsModerated = true,
            Estimate = new PairedEstimate(
                mean.Value,
                mean.Lower,
                mean.Upper,
                StudentT.CDF(0, 1, degrees, -mean.Value / mean.StandardError),
                StudentT.CDF(0, 1, degrees, mean.Value / mean.StandardError),
                logs.Count,
                Math.Sqrt(moderated)
            ),
        };
    }
}
