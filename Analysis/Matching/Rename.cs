using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>A method that the baseline alone has, and the only one of the candidate that may be it under another name.</summary>
/// <param name="Old">The method with its class, or the class where all its methods have moved.</param>
/// <param name="New">The same of the candidate.</param>
internal sealed record Rename(string Old, string New)
{
    /// <summary>
    /// Finds methods with the same parameters and jobs in the same class, or of the same name in another class. A method that may be
    /// several is none.
    /// </summary>
    /// <param name="missing">The benchmarks that the baseline alone has.</param>
    /// <param name="added">The benchmarks that the candidate alone has.</param>
    public static ImmutableArray<Rename> Find(IEnumerable<Pair> missing, IEnumerable<Pair> added)
    {
        Method[] olds = FindMethods(missing.Select(pair => (pair.Key, pair.Baseline!)));
        Method[] news = FindMethods(added.Select(pair => (pair.Key, pair.Candidate!)));
        (Method Old, Method New)[] pairs =
        [
            .. olds.Join(news, method => method.Signature, method => method.Signature, (old, other) => (Old: old, New: other))
                .Where(pair => pair.Old.Class == pair.New.Class != (pair.Old.Name == pair.New.Name)),
        ];
        Dictionary<Method, int> counts = pairs.SelectMany(pair => new[] { pair.Old, pair.New }).CountBy(method => method).ToDictionary();
        return
        [
            .. pairs
                .Where(pair => counts[pair.Old] == 1 && counts[pair.New] == 1)
                .GroupBy(pair =>
                    pair.Old.Class == pair.New.Class ? (pair.Old.FullName, pair.New.FullName) : (pair.Old.Class, pair.New.Class)
                )
                .Select(group =>
                    group.Skip(1).Any()
                        ? new Rename(group.Key.Item1, group.Key.Item2)
                        : new Rename(group.First().Old.FullName, group.First().New.FullName)
                ),
        ];
    }

    private static Method[] FindMethods(IEnumerable<(BenchmarkKey Key, Benchmark Benchmark)> benchmarks) =>
        [
            .. benchmarks
                .GroupBy(pair => (pair.Benchmark.Class, pair.Benchmark.Method))
                .Select(group => new Method(
                    group.Key.Class,
                    group.Key.Method,
                    string.Join('\n', group.Select(pair => $"{pair.Benchmark.Arguments} [{pair.Key.Job}]").Order(StringComparer.Ordinal))
                )),
        ];

    /// <summary>A method, with the parameters and jobs of its benchmarks.</summary>
    private sealed record Method(string Class, string Name, string Signature)
    {
        public string FullName => Class.Length == 0 ? Name : $"{Class}.{Name}";
    }
}
