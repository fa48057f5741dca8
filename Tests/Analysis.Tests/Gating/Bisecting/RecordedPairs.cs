namespace ConcurrencyBench.Analysis.Tests.Gating.Bisecting;

/// <summary>
/// The ln ratios of 676 real pairs of three benchmarks on one machine of two cores: pairs of a program with a slow-down of 5 % in its
/// source against the one without (five gates), and of programs without a change (ten gates). They are drawn with replacement.
/// </summary>
internal sealed record RecordedPairs(string Benchmark, ImmutableArray<double> Unchanged, ImmutableArray<double> Slower)
{
    public static ImmutableArray<RecordedPairs> All { get; } = Read();

    public double Draw(bool isSlower, Random random)
    {
        ImmutableArray<double> pool = isSlower ? Slower : Unchanged;
        return pool[random.Next(pool.Length)];
    }

    private static ImmutableArray<RecordedPairs> Read() =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "recorded-pairs.csv"))
                .Skip(1)
                .Select(line => line.Split(','))
                .GroupBy(fields => fields[0])
                .Select(kinds => new RecordedPairs(kinds.Key, Parse(kinds, "unchanged"), Parse(kinds, "slower"))),
        ];

    private static ImmutableArray<double> Parse(IEnumerable<string[]> lines, string kind) =>
        [
            .. lines
                .Single(fields => fields[1] == kind)[2]
                .Split(' ')
                .Select(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        ];
}
