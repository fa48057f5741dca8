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

    /// <summary>The median of the launches; null when there is none.</summary>
    public double? Median => Seconds.IsEmpty ? null : Seconds.Median();

    /// <summary>
    /// The 95 % confidence interval of the typical launch: Student's t on the logarithms, for the geometric mean. Null with
    /// fewer than three launches.
    /// </summary>
    public (double Low, double High)? Interval =>
        Seconds.Length < FewestLaunches ? null
        : Estimate.FromValues([.. Seconds.Select(Math.Log)]) is var log ? (Math.Exp(log.Lower), Math.Exp(log.Upper))
        : null;
}
