using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>The launches of one side without its outlier launches.</summary>
/// <param name="Kept">Logarithms, in their order.</param>
/// <param name="Excluded">The number of outlier launches.</param>
internal readonly record struct Side(double[] Kept, int Excluded)
{
    /// <summary>The number of launches, outlier launches among them.</summary>
    public int Launches => Kept.Length + Excluded;

    /// <summary>The time of the typical launch: the geometric mean of those that are kept; NaN where none is.</summary>
    public double Nanoseconds => Kept.Length == 0 ? double.NaN : Math.Exp(Kept.Average());

    /// <summary>True where launches are excluded and too few are kept, or too large a share is excluded.</summary>
    public bool IsUnstable(int fewestKept) =>
        Excluded > 0 && (Excluded > OutlierLaunches.LargestShare * Launches || Kept.Length < fewestKept);
}

/// <summary>
/// Some launches run at half speed throughout (one core instead of two, a neighbour on the machine). They say nothing
/// of the code, and one of them ruins a mean. One rule for all sides excludes them, without looking at the difference.
/// </summary>
internal static class OutlierLaunches
{
    /// <summary>With more than this share of a side excluded, the side is unstable.</summary>
    public const double LargestShare = 0.4;

    // Sides with fewer launches do not tell how far their launches usually lie apart.
    private const int FewestToTellSpread = 10;

    /// <summary>Of normal noise less than one launch in 10^14 lies this many typical deviations above the median of its side.</summary>
    public const double LimitInDeviations = 12;

    /// <summary>Splits each side into the launches that are kept and a count of those that <see cref="Find"/> finds.</summary>
    public static Side[] Exclude(params double[][] sides) => Exclude(ComputeLimit(sides), sides);

    /// <summary>The same with a limit that is given.</summary>
    public static Side[] Exclude(double limit, double[][] sides)
    {
        bool[][] isOutlier = FindAbove(limit, sides);
        return [.. sides.Select((side, i) => Split(side, isOutlier[i]))];
    }

    /// <returns>The launches of a benchmark without its outlier launches, which are found beside the baseline of its run.</returns>
    /// <param name="own">Logarithms.</param>
    /// <param name="baseline">Logarithms of the other side of the speed-up; empty without one.</param>
    public static Side ExcludeBeside(double[] own, double[] baseline) => baseline.Length == 0 ? Exclude(own)[0] : Exclude(own, baseline)[0];

    /// <summary>
    /// Finds outlier launches: <c>result[s][i]</c> is true where <c>sides[s][i]</c> is one. r = x − median of its own side;
    /// M = median |r| over all sides. r &gt; 12 M is an outlier; with any r &lt; −12 M, or M = 0, none is: then the many may be
    /// the slow ones.
    /// </summary>
    public static bool[][] Find(params double[][] sides) => FindAbove(ComputeLimit(sides), sides);

    /// <summary>The same with a limit that is given.</summary>
    public static bool[][] FindAbove(double limit, params double[][] sides)
    {
        double[][] residuals = [.. sides.Select(ComputeResiduals)];
        bool canTell = limit > 0 && !residuals.Any(side => side.Any(residual => residual < -limit));
        return [.. residuals.Select(side => side.Select(residual => canTell && residual > limit).ToArray())];
    }

    /// <summary>12 M: how far above the median of its side a launch must lie to be an outlier.</summary>
    public static double ComputeLimit(params double[][] sides) =>
        LimitInDeviations * ComputeMedianDeviation([.. sides.Select(ComputeResiduals)]);

    /// <summary>
    /// The same where sides may have too few launches to tell their own spread: M is then at least what is typical of the suite.
    /// </summary>
    /// <param name="typicalDeviation">Of the suite, see <see cref="ComputeTypicalDeviation"/>.</param>
    /// <param name="sides">Logarithms.</param>
    public static double ComputeLimitBeside(double typicalDeviation, params double[][] sides) =>
        sides.All(side => side.Length >= FewestToTellSpread)
            ? ComputeLimit(sides)
            : LimitInDeviations * Math.Max(typicalDeviation, ComputeTypicalDeviation(sides));

    /// <returns>ln(outlier launch ÷ usual launch) for each outlier launch of a side, also where the outliers are the many.</returns>
    public static IEnumerable<double> FindExcesses(double[] side, double limit)
    {
        double[] residuals = ComputeResiduals(side);
        double lowest = residuals.Min();
        return lowest < -limit
            ? residuals.Where(residual => residual >= -limit).Select(_ => -lowest)
            : residuals.Where(residual => residual > limit);
    }

    /// <summary>M, the typical deviation of a launch from the median of its own side.</summary>
    public static double ComputeMedianDeviation(params double[][] residuals) =>
        residuals.SelectMany(side => side).Select(Math.Abs).Median() is var median && double.IsNaN(median) ? 0 : median;

    /// <summary>
    /// The typical deviation of a launch from the median of its own side, without the launch that is the median: of few launches it
    /// would be a large part.
    /// </summary>
    public static double ComputeTypicalDeviation(params double[][] sides) =>
        ComputeMedianDeviation([.. sides.Select(side => ComputeResiduals(side).OrderBy(Math.Abs).Skip(side.Length % 2).ToArray())]);

    /// <summary>r of every launch of a side.</summary>
    public static double[] ComputeResiduals(double[] side)
    {
        double median = side.Median();
        return [.. side.Select(value => value - median)];
    }

    /// <summary>Two-sided p of "outlier launches are equally frequent on both sides", by Fisher's exact test.</summary>
    public static double ComputePValueOfShare(Side baseline, Side candidate)
    {
        Hypergeometric distribution = new(
            baseline.Launches + candidate.Launches,
            baseline.Excluded + candidate.Excluded,
            candidate.Launches
        );
        double observed = distribution.Probability(candidate.Excluded);

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

    private static Side Split(double[] side, bool[] isOutlier)
    {
        double[] kept = [.. side.Where((_, i) => !isOutlier[i])];
        return new Side(kept, side.Length - kept.Length);
    }
}
