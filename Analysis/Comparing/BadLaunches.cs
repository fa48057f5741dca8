using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The launches of one side, those that went bad set aside.</summary>
/// <param name="Kept">Logarithms, in their order.</param>
/// <param name="SetAside">How many are not among them.</param>
internal readonly record struct Side(double[] Kept, int SetAside)
{
    /// <summary>How many there were.</summary>
    public int Launches => Kept.Length + SetAside;

    /// <summary>Too few are left to judge by, or too many had to go.</summary>
    public bool IsUnstable => SetAside > 0 && (SetAside > BadLaunches.LargestShare * Launches || Kept.Length < JudgingRules.FewestLaunches);
}

/// <summary>
/// Some launches run at half speed throughout (one core instead of two, a neighbour on the machine). They say nothing
/// of the code, and one of them ruins a mean. One rule for all sides removes them, without looking at the difference.
/// </summary>
internal static class BadLaunches
{
    /// <summary>With more than this share of a side set aside, the side is unstable.</summary>
    public const double LargestShare = 0.4;

    // A launch this many typical deviations above the median of its own side is none of the others' kind.
    private const double Limit = 12;

    /// <summary>
    /// r = x − median of its own side; M = median |r| over all sides. r &gt; 12 M is set aside; with any r &lt; −12 M, or
    /// M = 0, nothing is: then the many may be the bad ones.
    /// </summary>
    public static Side[] SetAside(params double[][] sides)
    {
        bool[][] isBad = Mask(sides);
        return [.. sides.Select((side, i) => Split(side, isBad[i]))];
    }

    /// <summary>Which launches <see cref="SetAside"/> sets aside: <c>result[s][i]</c> is whether <c>sides[s][i]</c> is one.</summary>
    public static bool[][] Mask(params double[][] sides)
    {
        double[][] residuals = [.. sides.Select(Residuals)];
        double limit = Limit * MedianDeviation(residuals);
        bool isTold = limit > 0 && !residuals.Any(side => side.Any(residual => residual < -limit));
        return [.. residuals.Select(side => side.Select(residual => isTold && residual > limit).ToArray())];
    }

    /// <summary>M, the typical deviation of a launch from the median of its own side.</summary>
    public static double MedianDeviation(params double[][] residuals) =>
        residuals.SelectMany(side => side).Select(Math.Abs).Median() is var median && double.IsNaN(median) ? 0 : median;

    /// <summary>r of every launch of a side.</summary>
    public static double[] Residuals(double[] side)
    {
        double median = side.Median();
        return [.. side.Select(value => value - median)];
    }

    /// <summary>Two-sided p of "bad launches are equally frequent on both sides", by Fisher's exact test.</summary>
    public static double PValueOfShare(Side baseline, Side candidate)
    {
        Hypergeometric distribution = new(
            baseline.Launches + candidate.Launches,
            baseline.SetAside + candidate.SetAside,
            candidate.Launches
        );
        double observed = distribution.Probability(candidate.SetAside);

        // All tables no more probable than this one; the tolerance keeps equally probable ones in.
        return Math.Min(
            1,
            Enumerable
                .Range(distribution.Minimum, distribution.Maximum - distribution.Minimum + 1)
                .Select(distribution.Probability)
                .Where(probability => probability <= observed * (1 + 1e-9))
                .Sum()
        );
    }

    private static Side Split(double[] side, bool[] isBad)
    {
        double[] kept = [.. side.Where((_, i) => !isBad[i])];
        return new Side(kept, side.Length - kept.Length);
    }
}
