namespace ConcurrencyBench.Analysis.Tests.Comparing;

/// <summary>The shape of a simulated history.</summary>
internal enum HistoryShape
{
    Unchanged,
    UnchangedWithOutliers,
    UnchangedWithTwoModes,
    OneStep,
    OneStepWithOutliers,
    TwoOrThreeSteps,
    TwoOrThreeStepsWithOutliers,
    Drift,
    OneStepWithTwoModes,
}

/// <summary>A true change: the first run of a step, or all runs of a drift.</summary>
internal readonly record struct TrueChange(int First, int Last);

/// <summary>
/// A history of 8 to 60 runs with known changes: steps of 2 to 20 %, three runs or more from each other and from the ends, or a drift
/// of as much over 3 to 8 runs; noise of 1 to 5 %; one run in ten or twenty at 1.1 to 1.8 times the time, or every run in one of two
/// modes 5 to 20 % apart.
/// </summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Logs">Oldest first.</param>
/// <param name="Changes">The truth.</param>
internal sealed record SimulatedHistory(HistoryShape Shape, ImmutableArray<double> Logs, ImmutableArray<TrueChange> Changes)
{
    private const int ShortestLevel = 3;

    public static SimulatedHistory Create(HistoryShape shape, int seed)
    {
        Random random = new(seed);
        double[] logs = new double[random.Next(8, 61)];
        ImmutableArray<TrueChange> changes = [.. PlaceChanges(shape, logs.Length, random)];
        foreach (TrueChange change in changes)
        {
            double size = (random.Next(2) == 0 ? 1 : -1) * Math.Log(1 + (0.02 * Math.Pow(10, random.NextDouble())));
            for (int i = change.First; i < logs.Length; i++)
            {
                logs[i] += size * Math.Min(1, (i - change.First + 1.0) / (change.Last - change.First + 1));
            }
        }

        Disturb(logs, shape, random);
        return new SimulatedHistory(shape, [.. logs], changes);
    }

    /// <summary>The found changes that are right: within two runs of a true one, each of which counts once.</summary>
    public int CountRight(IEnumerable<int> found)
    {
        List<TrueChange> left = [.. Changes];
        return found.Count(at =>
        {
            int match = left.FindIndex(change => at >= change.First - 2 && at <= change.Last + 2);
            if (match >= 0)
            {
                left.RemoveAt(match);
            }

            return match >= 0;
        });
    }

    private static IEnumerable<TrueChange> PlaceChanges(HistoryShape shape, int runs, Random random)
    {
        int wanted = shape switch
        {
            HistoryShape.OneStep or HistoryShape.OneStepWithOutliers or HistoryShape.OneStepWithTwoModes or HistoryShape.Drift => 1,
            HistoryShape.TwoOrThreeSteps or HistoryShape.TwoOrThreeStepsWithOutliers => Math.Min(
                random.Next(2, 4),
                (runs / ShortestLevel) - 1
            ),
            _ => 0,
        };
        int length = shape == HistoryShape.Drift ? random.Next(3, Math.Min(9, runs - 4)) : 1;

        // The levels are three runs each, and the other runs fall to one of them by chance.
        int spare = runs - (ShortestLevel * (wanted + 1)) - (length - 1);
        int[] places = [.. Enumerable.Range(0, wanted).Select(_ => random.Next(Math.Max(0, spare) + 1)).Order()];
        return places.Select((place, i) => (ShortestLevel * (i + 1)) + place).Select(at => new TrueChange(at, at + length - 1));
    }

    private static void Disturb(double[] logs, HistoryShape shape, Random random)
    {
        double noise = 0.01 + (0.04 * random.NextDouble());
        double modes = shape is HistoryShape.UnchangedWithTwoModes or HistoryShape.OneStepWithTwoModes
            ? 0.05 + (0.15 * random.NextDouble())
            : 0;
        bool hasOutliers =
            shape is HistoryShape.UnchangedWithOutliers or HistoryShape.OneStepWithOutliers or HistoryShape.TwoOrThreeStepsWithOutliers;
        double outliers = hasOutliers
            ? random.Next(2) == 0
                ? 0.1
                : 0.05
            : 0;
        for (int i = 0; i < logs.Length; i++)
        {
            // Box and Muller.
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            logs[i] += noise * normal;
            logs[i] += random.Next(2) == 0 ? Math.Log(1 + modes) : 0;
            logs[i] += random.NextDouble() < outliers ? Math.Log(1.1 + (0.7 * random.NextDouble())) : 0;
        }
    }
}
