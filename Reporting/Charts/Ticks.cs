namespace ConcurrencyBench.Reporting.Charts;

/// <summary>The lines of an axis: on 1, 2 or 5 times a power of ten, because those are the ones people can read between.</summary>
internal static class Ticks
{
    /// <summary>Beyond it a difference of two values is no number any more.</summary>
    public const double Largest = 1e300;

    /// <summary>Below it a double has fewer and fewer digits.</summary>
    public const double Smallest = 1e-280;

    private const int MostOnLog = 9;

    // 10^309 is no double.
    private const int LargestPower = 308;

    private static readonly double[] Nice = [1, 2, 5];

    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value, not below <paramref name="low"/>.</param>
    /// <param name="most">About how many steps; one more or less happens.</param>
    /// <returns>Equal steps, ascending; the first is not above the lowest value, the last not below the highest.</returns>
    public static ImmutableArray<double> Linear(double low, double high, int most)
    {
        (low, high) = Widen(Math.Clamp(low, -Largest, Largest), Math.Clamp(high, -Largest, Largest));
        double step = StepAbove((high - low) / most);
        double first = Math.Floor(low / step);
        double last = Math.Ceiling(high / step);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Multiple(first + i, step))];
    }

    /// <param name="low">The lowest value, above 0.</param>
    /// <param name="high">The highest value, not below <paramref name="low"/>.</param>
    /// <returns>
    /// 1, 2 and 5 of each decade, or powers of ten alone where those are too many; they cover as in <see cref="Linear"/>.
    /// </returns>
    public static ImmutableArray<double> Logarithmic(double low, double high)
    {
        low = Math.Clamp(low, Smallest, Largest);
        high = Math.Clamp(high, low, Largest);
        int firstDecade = (int)Math.Floor(Math.Log10(low));
        int lastDecade = (int)Math.Ceiling(Math.Log10(high));
        ImmutableArray<double> fine = Cover(
            [.. Decades(firstDecade, lastDecade, 1).SelectMany(power => Nice.Select(factor => Power(power, factor)))],
            low,
            high
        );
        if (fine.Length <= MostOnLog)
        {
            return fine;
        }

        int step = Math.Max(1, (int)StepAbove((lastDecade - firstDecade) / (double)MostOnLog));
        return [.. Decades(firstDecade, lastDecade + step - 1, step).Select(power => Power(power, 1))];
    }

    // The last one at or below the lowest value, to the first one at or above the highest; two at least.
    private static ImmutableArray<double> Cover(double[] candidates, double low, double high)
    {
        int first = Math.Max(0, Array.FindLastIndex(candidates, candidate => candidate <= low));
        int last = Array.FindIndex(candidates, candidate => candidate >= high) is var found && found < 0 ? candidates.Length - 1 : found;
        return [.. candidates[first..(Math.Max(last, first + 1) + 1)]];
    }

    private static IEnumerable<int> Decades(int first, int last, int step)
    {
        for (int power = first; power <= Math.Max(last, first + 1); power += step)
        {
            yield return Math.Min(power, LargestPower);
        }
    }

    // Parsed and not computed: 10^-5 by Math.Pow is not the double that people mean.
    private static double Power(int power, double factor) =>
        double.Parse(FormattableString.Invariant($"{factor}E{power}"), System.Globalization.CultureInfo.InvariantCulture);

    private static (double Low, double High) Widen(double low, double high)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        return size < Smallest ? (0, 1)
            : high - low > size * 1e-9 ? (low, high)
            : low > 0 ? (low * 0.9, high * 1.1)
            : (low * 1.1, high * 0.9);
    }

    private static double StepAbove(double raw)
    {
        int power = (int)Math.Floor(Math.Log10(raw));
        return Nice.Append(10)
            .Select(factor => Power(power, factor))
            .FirstOrDefault(step => step >= raw * (1 - 1e-12), Power(power + 1, 1));
    }

    // 3 × 0.1 is 0.30000000000000004, 3 ÷ 10 is 0.3. Adding 0 makes 0 of −0.
    private static double Multiple(double count, double step) =>
        (step < 1 && step > 1e-15 ? count / Math.Round(1 / step) : count * step) + 0.0;
}
