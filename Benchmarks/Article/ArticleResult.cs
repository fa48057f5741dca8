using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>The times of the launches of a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Seconds">One for each launch that answered rightly.</param>
/// <param name="Failure">The reason why it has no time, or lacks a launch; null where there is none.</param>
internal sealed record ArticleResult(ArticleRow Row, ImmutableArray<double> Seconds, string? Failure = null)
{
    private const int FewestLaunches = 3;

    /// <summary>The time of a typical launch: the geometric mean, outlier launches excluded; null when there is no launch.</summary>
    public double? Time => Seconds.IsEmpty ? null : Math.Exp(Kept.Average());

    /// <summary>The median of the launches, as saved files have it; null when there is none.</summary>
    public double? Median => Seconds.IsEmpty ? null : Seconds.Median();

    /// <summary>
    /// The 95 % confidence interval of <see cref="Time"/>: Student's t on the logarithms. Null with fewer than three launches.
    /// </summary>
    public (double Low, double High)? Interval =>
        Kept.Length < FewestLaunches ? null
        : Estimate.FromValues(Kept) is var log ? (Math.Exp(log.Lower), Math.Exp(log.Upper))
        : null;

    private double[] Kept => OutlierLaunches.Exclude([.. Seconds.Select(Math.Log)])[0].Kept;
}
