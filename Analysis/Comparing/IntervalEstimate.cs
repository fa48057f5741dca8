using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>A value above 0 with its two-sided 95 % confidence interval. Without enough launches for one it is 0 to infinity.</summary>
/// <param name="Value">The value: a time in ns per operation, or a ratio of times.</param>
/// <param name="Lower">The lower end of the interval, 0 or more, in the unit of the value.</param>
/// <param name="Upper">The upper end of the interval, in the unit of the value.</param>
public readonly record struct IntervalEstimate(double Value, double Lower, double Upper)
{
    /// <summary>Estimates the time of a benchmark on its own: the geometric mean of its launches' medians.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <returns>
    /// The time without outlier launches, ns per operation, with an interval by Student's t on the logarithms; null where there is no
    /// measurement. The interval is infinite with fewer than <see cref="JudgingRules.FewestLaunches"/>, with too many outliers, or
    /// without a measurable time.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="benchmark"/> is null.</exception>
    public static IntervalEstimate? FromLaunches(Benchmark benchmark)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        if (benchmark.IsFailed)
        {
            return null;
        }

        RunCell cell = new(benchmark, OutlierLaunches.Exclude(LaunchSummaries.ComputeLogMedians(benchmark.Launches))[0]);
        return cell.Log is { } log ? FromLogarithm(log) : FromValue(cell.Nanoseconds!.Value);
    }

    internal static IntervalEstimate FromLogarithm(Estimate log) => new(Math.Exp(log.Value), Math.Exp(log.Lower), Math.Exp(log.Upper));

    internal static IntervalEstimate FromValue(double value) => new(value, 0, double.PositiveInfinity);
}
