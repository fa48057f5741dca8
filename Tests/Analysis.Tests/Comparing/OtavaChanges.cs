using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

/// <summary>
/// The rule of Apache Otava, formerly Hunter, at its default settings (a window of 50 runs, p 0.001, no least magnitude): E-divisive
/// means (Matteson and James 2014, Journal of the American Statistical Association 109) with Student's t-test, from its paper (Fleming
/// et al. 2023, ICPE, https://doi.org/10.1145/3578244.3583719) and documentation. Its standard deviations are those of a population.
/// </summary>
internal static class OtavaChanges
{
    private const int Window = 50;
    private const double LargestPValue = 0.001;

    /// <param name="values">Oldest first; no logarithms.</param>
    /// <returns>The first run of each new level.</returns>
    public static List<int> Find(double[] values)
    {
        List<int> changes = Split(values);
        while (changes is not [])
        {
            double[] p = [.. changes.Select((_, i) => ComputePValue(values, changes, i))];
            int weakest = Array.IndexOf(p, p.Max());
            if (p[weakest] < LargestPValue)
            {
                return changes;
            }

            changes.RemoveAt(weakest);
        }

        return changes;
    }

    // Ten times the p at first: what is weak may gain when a neighbour goes.
    private static List<int> Split(double[] values)
    {
        SortedSet<int> changes = [];
        for (int start = 0; start < values.Length; )
        {
            int first = start;
            int[] found =
            [
                .. Divide(values[start..Math.Min(start + Window, values.Length)], 10 * LargestPValue).Select(change => first + change),
            ];
            changes.UnionWith(found);
            start = Math.Max(found.LastOrDefault(), start + (Window / 2));
        }

        return [.. changes];
    }

    private static List<int> Divide(double[] values, double largestPValue)
    {
        List<int> changes = [];
        while (true)
        {
            int[] bounds = [0, .. changes, values.Length];
            (int At, double Distance) best = bounds
                .Zip(
                    bounds.Skip(1),
                    (start, end) => FindCandidate(values[start..end]) is var found ? (start + found.At, found.Distance) : default
                )
                .MaxBy(candidate => candidate.Distance);
            List<int> next = [.. changes.Append(best.At).Order()];
            if (double.IsNegativeInfinity(best.Distance) || ComputePValue(values, next, next.IndexOf(best.At)) > largestPValue)
            {
                return changes;
            }

            changes = next;
        }
    }

    // Q(X, Y) = 2 ÷ (n + m) · (Σ|x − y| − m ÷ (n − 1) · Σ|x − x'| − n ÷ (m − 1) · Σ|y − y'|), pairs once; Y may end before the values do.
    private static (int At, double Distance) FindCandidate(double[] values)
    {
        double[,] sums = new double[values.Length + 1, values.Length + 1];
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < values.Length; j++)
            {
                sums[i + 1, j + 1] = sums[i, j + 1] + sums[i + 1, j] - sums[i, j] + Math.Abs(values[i] - values[j]);
            }
        }

        (int At, double Distance) best = (0, double.NegativeInfinity);
        for (int at = 1; at < values.Length; at++)
        {
            for (int end = at + 1; end <= values.Length; end++)
            {
                int later = end - at;
                double within = sums[at, at] / 2;
                double withinLater = (sums[end, end] - sums[at, end] - sums[end, at] + sums[at, at]) / 2;
                double between = sums[at, end] - sums[at, at];
                double distance =
                    2.0 / end * (between - (at > 1 ? later * within / (at - 1) : 0) - (later > 1 ? at * withinLater / (later - 1) : 0));
                best = distance > best.Distance ? (at, distance) : best;
            }
        }

        return best;
    }

    private static double ComputePValue(double[] values, List<int> changes, int index)
    {
        int[] bounds = [0, .. changes, values.Length];
        double[] before = values[bounds[index]..bounds[index + 1]];
        double[] after = values[bounds[index + 1]..bounds[index + 2]];
        int degrees = before.Length + after.Length - 2;
        if (degrees == 0)
        {
            return 1;
        }

        double variance = (((before.Length - 1) * ComputeVariance(before)) + ((after.Length - 1) * ComputeVariance(after))) / degrees;
        double error = Math.Sqrt(variance * ((1.0 / before.Length) + (1.0 / after.Length)));
        return error == 0 ? 0 : 2 * StudentT.CDF(0, 1, degrees, -Math.Abs(after.Average() - before.Average()) / error);
    }

    private static double ComputeVariance(double[] values) => values.Average(value => Math.Pow(value - values.Average(), 2));
}
