using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The noise of one launch on a machine, for each benchmark of a profile.</summary>
/// <param name="Variances">Of ln of a launch's time, with its degrees of freedom, moderated where the benchmarks are many.</param>
/// <param name="Outliers">The launches that lie above the median of their benchmark; the usual ones count as 0. In units of
/// <see cref="Resolution"/>.</param>
internal sealed record MachineNoise(ImmutableDictionary<BenchmarkKey, (double Variance, double Degrees)> Variances, Deviations Outliers)
{
    // Fewer degrees make intervals that exclude nothing.
    private const int FewestKept = 3;

    /// <param name="benchmarks">ln of the time of one launch of each report.</param>
    public static MachineNoise Learn(IReadOnlyCollection<(BenchmarkKey Key, double[] Logs)> benchmarks)
    {
        double typical = benchmarks.Select(benchmark => OutlierLaunches.ComputeTypicalDeviation(benchmark.Logs)).Median();
        (BenchmarkKey Key, double Variance, int Degrees)[] own =
        [
            .. from benchmark in benchmarks
            let side = OutlierLaunches.Exclude(FindLimit(typical, benchmark.Logs), [benchmark.Logs])[0]
            where side.Kept.Length >= FewestKept && !side.IsUnstable(FewestKept)
            select (benchmark.Key, side.Kept.Variance(), side.Kept.Length - 1),
        ];
        VariancePrior? prior = VariancePrior.Fit(own.Select(benchmark => (benchmark.Variance, benchmark.Degrees)));
        return new MachineNoise(
            own.Where(benchmark => prior is not null || benchmark.Variance > 0)
                .ToImmutableDictionary(
                    benchmark => benchmark.Key,
                    benchmark => prior?.Moderate(benchmark.Variance, benchmark.Degrees) ?? (benchmark.Variance, benchmark.Degrees)
                ),
            CountOutliers(typical, benchmarks)
        );
    }

    /// <param name="key">A benchmark.</param>
    /// <param name="logRatio">ln(candidate ÷ baseline) of one launch a side.</param>
    /// <param name="scale">Of its time, see <see cref="Resolution"/>.</param>
    /// <returns>Null for a benchmark that the profile does not have.</returns>
    public ProfiledRatio? Judge(BenchmarkKey key, double logRatio, double scale) =>
        Variances.TryGetValue(key, out (double Variance, double Degrees) own)
            ? new ProfiledRatio(new Estimate(logRatio, 2 * own.Variance, own.Degrees), Outliers, scale)
            : null;

    // Half of all launches lie above their median.
    private static Deviations CountOutliers(double typical, IReadOnlyCollection<(BenchmarkKey Key, double[] Logs)> benchmarks)
    {
        double[] excesses =
        [
            .. from benchmark in benchmarks
            let scale = Resolution.ComputeScale(benchmark.Logs.Min())
            from excess in OutlierLaunches.FindExcesses(benchmark.Logs, FindLimit(typical, benchmark.Logs))
            select excess / scale,
        ];
        int above = Math.Max(1, benchmarks.Sum(benchmark => benchmark.Logs.Length) / 2);
        return new Deviations([.. excesses.Concat(Enumerable.Repeat(0.0, Math.Max(0, above - excesses.Length))).Order()]);
    }

    private static double FindLimit(double typical, double[] logs) => OutlierLaunches.ComputeLimitBeside(typical, logs);
}
