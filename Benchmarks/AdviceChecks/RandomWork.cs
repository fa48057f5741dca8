using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.AdviceChecks;

/// <summary>A random workload of one of the shapes that work has.</summary>
/// <param name="Shape">Its name.</param>
/// <param name="Workload">The numbers; the cost of one is about proportional to it.</param>
/// <param name="CanBeCut">True where the adviser may recommend models that cut items.</param>
internal sealed record RandomWork(string Shape, Workload Workload, bool CanBeCut)
{
    // Numbers below this cost less than a microsecond.
    private const double SmallestNumber = 700;

    private static readonly ImmutableArray<(string Name, Func<Random, IEnumerable<double>> Draw)> Shapes =
    [
        ("heavy tail", random => Items(random, 20, 300, () => Math.Pow(1 - random.NextDouble(), -1 / 1.2))),
        ("bimodal", random => Items(random, 10, 200, () => random.NextDouble() < 0.1 ? 20 : 1)),
        ("sorted up", random => Items(random, 10, 200, () => random.NextDouble() * random.NextDouble()).Order()),
        ("sorted down", random => Items(random, 10, 200, () => random.NextDouble() * random.NextDouble()).OrderDescending()),
        ("one giant", DrawGiant),
        ("thousands of microseconds", random => Items(random, 1_000, 6_000, () => 0.2 + random.NextDouble())),
        ("few long ones", random => Items(random, 2, 7, () => 0.3 + random.NextDouble())),
    ];

    /// <returns>Workloads of every shape in turns; the same for the same seed.</returns>
    public static IEnumerable<RandomWork> Create(int count, int seed)
    {
        Random random = new(seed);
        for (int index = 0; index < count; index++)
        {
            (string name, Func<Random, IEnumerable<double>> draw) = Shapes[index % Shapes.Length];
            double[] weights = [.. draw(random)];

            // Candidates in all: 0.05 to 0.25 s on a core of 2026, few long ones three times as long, tiny ones a quarter.
            double total =
                (35e6 + (random.NextDouble() * 140e6))
                * (
                    weights.Length < 8 ? 3
                    : weights.Length > 500 ? 0.25
                    : 1
                )
                / weights.Sum();
            ImmutableArray<long> numbers = [.. weights.Select(weight => (long)Math.Max(SmallestNumber, weight * total))];
            yield return new RandomWork(name, Workload.Custom(numbers), random.Next(2) == 0);
        }
    }

    private static IEnumerable<double> Items(Random random, int fewest, int most, Func<double> draw) =>
        [.. Enumerable.Range(0, random.Next(fewest, most)).Select(_ => draw())];

    // One item of a tenth to two thirds of all, anywhere among the others.
    private static List<double> DrawGiant(Random random)
    {
        List<double> items = [.. Items(random, 5, 100, () => 0.5 + random.NextDouble())];
        double share = 0.1 + (random.NextDouble() * 0.55);
        items.Insert(random.Next(items.Count + 1), items.Sum() * share / (1 - share));
        return items;
    }
}
