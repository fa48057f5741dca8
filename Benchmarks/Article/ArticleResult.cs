using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>What the launches of a row took.</summary>
/// <param name="Row">The row.</param>
/// <param name="Seconds">Of each launch that answered rightly.</param>
/// <param name="Failure">Why it has no time, or lacks a launch; or null.</param>
internal sealed record ArticleResult(ArticleRow Row, ImmutableArray<double> Seconds, string? Failure = null)
{
    /// <summary>The median of the launches; null when there is none.</summary>
    public double? Median => Seconds.IsEmpty ? null : Seconds.Median();

    /// <summary>
    /// The 95 % confidence interval of the typical launch: Student's t on the logarithms, for the geometric mean. Null with
    /// fewer than three launches.
    /// </summary>
    public (double Low, double High)? Interval
    {
        get
        {
            if (Seconds.Length < 3)
            {
                return null;
            }

            double[] logs = [.. Seconds.Select(Math.Log)];
            double mean = logs.Average();
            double error = Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / (logs.Length - 1) / logs.Length);
            double reach = StudentT.InvCDF(0, 1, logs.Length - 1, 0.975) * error;
            return (Math.Exp(mean - reach), Math.Exp(mean + reach));
        }
    }
}
