using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Pairs benchmarks whose names differ only in how a culture writes the numbers among their parameters.</summary>
internal static class CulturePairing
{
    // Each number that may be read in two ways doubles the readings of a benchmark.
    private const int MostReadings = 16;

    /// <summary>Finds the one counterpart of each benchmark. A name that may be read in two ways that both fit has none.</summary>
    /// <param name="baseline">Names that the candidate does not have.</param>
    /// <param name="candidate">Names that the baseline does not have, under the baseline's jobs.</param>
    /// <returns>For a name of the candidate that of the baseline.</returns>
    public static Dictionary<BenchmarkKey, BenchmarkKey> Find(IEnumerable<BenchmarkKey> baseline, IEnumerable<BenchmarkKey> candidate)
    {
        ILookup<BenchmarkKey, BenchmarkKey> readings = baseline
            .Where(HasParameters)
            .SelectMany(key => Read(key).Select(reading => (Reading: reading, Key: key)))
            .ToLookup(pair => pair.Reading, pair => pair.Key);
        (BenchmarkKey Baseline, BenchmarkKey Candidate)[] pairs =
        [
            .. from key in candidate.Where(HasParameters)
            from reading in Read(key)
            from counterpart in readings[reading]
            select (counterpart, key),
        ];
        ILookup<BenchmarkKey, BenchmarkKey> ofBaseline = pairs.ToLookup(pair => pair.Baseline, pair => pair.Candidate);
        ILookup<BenchmarkKey, BenchmarkKey> ofCandidate = pairs.ToLookup(pair => pair.Candidate, pair => pair.Baseline);
        return pairs
            .Where(pair => ofBaseline[pair.Baseline].Count() == 1 && ofCandidate[pair.Candidate].Count() == 1)
            .ToDictionary(pair => pair.Candidate, pair => pair.Baseline);
    }

    private static bool HasParameters(BenchmarkKey key) => key.FullName.EndsWith(')');

    private static ImmutableArray<BenchmarkKey> Read(BenchmarkKey key)
    {
        int open = key.FullName.IndexOf('(');
        IEnumerable<string> readings = [key.FullName[..open]];
        foreach ((string name, string value) in Arguments.Parse(key.FullName[(open + 1)..^1]))
        {
            ImmutableArray<string> numbers = CultureNumber.Interpret(value);
            readings = readings.SelectMany(start => numbers.Select(number => $"{start}\0{name}: {number}"));
        }

        string[] all = [.. readings.Take(MostReadings + 1)];
        return all.Length > MostReadings ? [] : [.. all.Select(reading => key with { FullName = reading })];
    }
}
