using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>
/// Finds the points where the level of a series changes. The rule: (1) the noise is the difference between neighbouring runs that two
/// in three do not exceed; (2) an outlier run, further than 2.5 noises from its level, counts as 2.5, so that it makes no level;
/// (3) the runs are cut into levels of three runs and more so that squares in noises, and 7 for each change, are the fewest; (4) the
/// weakest change goes until each has p ≤ 0.05 by Student's t without outlier runs, times the number of places for a change;
/// (5) a level less than the margin from the last one reported is no change yet.
/// </summary>
/// <remarks>
/// The bounded loss: Fearnhead and Rigaill 2019, Journal of the American Statistical Association 114. The constants have the best F1 with
/// few false changes: docs/methodology.md has the table, beside ED-PELT and E-divisive means.
/// </remarks>
internal static class ChangeDetector
{
    /// <summary>Runs on each side of a change: two could be chance.</summary>
    public const int ShortestLevel = 3;

    private const double NoiseShare = 2.0 / 3;
    private const double OutlierDistance = 2.5;
    private const double Penalty = 7;
    private const double LargestPValue = 0.05;

    // Two in three differences of normal noise are within 0.967 of their deviation, which is √2 times that of a run.
    private static readonly double NoiseOfDifference = 0.967421566101701 * Math.Sqrt(2);

    /// <param name="logs">Natural logarithms, oldest first.</param>
    /// <param name="rules">Changes below the margin are not reported.</param>
    public static ImmutableArray<ChangePoint> Find(ImmutableArray<double> logs, JudgingRules rules)
    {
        if (logs.Length < 2 * ShortestLevel)
        {
            return [];
        }

        double[] values = [.. logs];

        // Rounded values may have no noise at all; then steps far below the margin must not count.
        double noise = Math.Max(ComputeNoise(values), rules.LogMargin / 10);
        return MergeSmall(values, KeepSignificant(values, FindCandidates(values, noise), noise), rules);
    }

    private static double ComputeNoise(double[] values) =>
        values.Zip(values.Skip(1), (one, next) => Math.Abs(next - one)).QuantileCustom(NoiseShare, QuantileDefinition.R7)
        / NoiseOfDifference;

    // The best cut of the first n runs ends with a level, before which is the best cut of fewer runs.
    private static List<int> FindCandidates(double[] values, double noise)
    {
        double[] best = [.. Enumerable.Repeat(double.PositiveInfinity, values.Length + 1)];
        int[] lastStart = new int[values.Length + 1];
        best[0] = -Penalty;
        for (int end = ShortestLevel; end <= values.Length; end++)
        {
            List<double> sorted = [];
            for (int start = end - 1; start >= 0; start--)
            {
                int place = sorted.BinarySearch(values[start]);
                sorted.Insert(place < 0 ? ~place : place, values[start]);
                if (sorted.Count >= ShortestLevel && best[start] + ComputeLoss(sorted, noise) + Penalty is var loss && loss < best[end])
                {
                    (best[end], lastStart[end]) = (loss, start);
                }
            }
        }

        List<int> starts = [];
        for (int start = lastStart[^1]; start > 0; start = lastStart[start])
        {
            starts.Insert(0, start);
        }

        return starts;
    }

    private static double ComputeLoss(List<double> sorted, double noise)
    {
        double level = ComputeMean(sorted, noise);
        double loss = 0;
        foreach (double value in sorted)
        {
            double distance = (value - level) / noise;
            loss += Math.Min(distance * distance, OutlierDistance * OutlierDistance);
        }

        return loss;
    }

    private static double ComputeMean(List<double> sorted, double noise)
    {
        double median = (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        double sum = 0;
        int count = 0;
        foreach (double value in sorted)
        {
            if (Math.Abs(value - median) <= OutlierDistance * noise)
            {
                sum += value;
                count++;
            }
        }

        return count == 0 ? median : sum / count;
    }

    private static List<int> KeepSignificant(double[] values, List<int> starts, double noise)
    {
        int places = values.Length - (2 * ShortestLevel) + 1;
        while (starts is not [] && FindWeakest(values, starts, noise) is var weakest && weakest.PValue * places > LargestPValue)
        {
            starts.RemoveAt(weakest.Change);
        }

        return starts;
    }

    private static (int Change, double PValue) FindWeakest(double[] values, List<int> starts, double noise)
    {
        double[][] levels = [.. Cut(values, starts).Select(level => ExcludeOutliers(level, noise))];
        int degrees = levels.Sum(level => level.Length - 1);
        double squares = levels.Sum(level => level.Sum(value => Math.Pow(value - level.Average(), 2)));
        double variance = Math.Max(squares / degrees, noise * noise / 100);
        return starts
            .Select(
                (_, i) =>
                    (
                        Change: i,
                        new Estimate(
                            levels[i + 1].Average() - levels[i].Average(),
                            variance * ((1.0 / levels[i].Length) + (1.0 / levels[i + 1].Length)),
                            degrees
                        ).PValue
                    )
            )
            .MaxBy(change => change.PValue);
    }

    private static double[] ExcludeOutliers(double[] level, double noise)
    {
        double median = level.Median();
        double[] kept = [.. level.Where(value => Math.Abs(value - median) <= OutlierDistance * noise)];
        return kept.Length < 2 ? level : kept;
    }

    private static ImmutableArray<ChangePoint> MergeSmall(double[] values, List<int> starts, JudgingRules rules)
    {
        double[] levels = [.. Cut(values, starts).Select(level => level.Median())];
        double reported = levels[0];
        List<ChangePoint> changes = [];
        foreach ((int start, double level) in starts.Zip(levels.Skip(1)))
        {
            if (Math.Abs(level - reported) >= rules.LogMargin)
            {
                changes.Add(new ChangePoint(start, level - reported));
                reported = level;
            }
        }

        return [.. changes];
    }

    /// <returns>The runs of each level.</returns>
    public static IEnumerable<double[]> Cut(double[] values, IEnumerable<int> starts) =>
        starts.Prepend(0).Zip(starts.Append(values.Length), (start, end) => values[start..end]);
}
