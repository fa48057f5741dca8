using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Names as short as they can be without two of them being one.</summary>
internal static class ShortNames
{
    /// <returns>Benchmarks without the namespace that all have in common, and without the job where there is only one.</returns>
    public static ImmutableDictionary<BenchmarkKey, string> ShortenBenchmarks(IEnumerable<BenchmarkKey> keys)
    {
        BenchmarkKey[] all = [.. keys.Distinct()];
        bool hasOneJob = all.Select(key => key.Job).Distinct().Count() <= 1;
        int common = CommonPrefix([.. all.Select(key => BeforeArguments(key).Split('.'))], keep: 2);
        return all.ToImmutableDictionary(
            key => key,
            key =>
                VisibleText.Escape(
                    Shorten(key, common)
                        + (hasOneJob ? "" : $" [{key.Job}]")
                        + (key.Distinction.Length == 0 ? "" : $" {{{key.Distinction}}}")
                )
        );
    }

    /// <returns>For each class its own name, or all of it where two classes share that.</returns>
    public static ImmutableDictionary<string, string> ShortenClasses(IEnumerable<Benchmark> benchmarks)
    {
        Benchmark[] classes = [.. benchmarks.DistinctBy(benchmark => benchmark.Class)];
        Dictionary<string, int> counts = classes.CountBy(one => one.Type).ToDictionary();
        return classes.ToImmutableDictionary(one => one.Class, one => counts[one.Type] == 1 ? one.Type : one.Class);
    }

    /// <returns>For each method of a class its title, or its name where two methods of the class share that title.</returns>
    public static ImmutableDictionary<(string Class, string Method), string> ShortenMethods(IEnumerable<Benchmark> benchmarks)
    {
        Benchmark[] methods = [.. benchmarks.DistinctBy(benchmark => (benchmark.Class, benchmark.Method))];
        Dictionary<(string, string), int> counts = methods.CountBy(one => (one.Class, one.Title)).ToDictionary();
        return methods.ToImmutableDictionary(
            one => (one.Class, one.Method),
            one => counts[(one.Class, one.Title)] == 1 ? one.Title : one.Method
        );
    }

    /// <returns>For each path what tells it from the others; the last segment at least.</returns>
    public static ImmutableArray<string> ShortenPaths(ImmutableArray<string> paths)
    {
        string[][] segments = [.. paths.Select(path => path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries))];
        int start = CommonPrefix(segments, keep: 1);
        int end = CommonPrefix([.. segments.Select(path => path[start..].Reverse().ToArray())], keep: 1);
        string[] names = [.. segments.Select(path => string.Join('/', path[start..^end]))];
        return [.. names.Select((name, i) => names.Take(i).Contains(name) ? $"{name} ({i + 1})" : name)];
    }

    private static string BeforeArguments(BenchmarkKey key) => key.FullName.Split('(')[0];

    private static string Shorten(BenchmarkKey key, int segments)
    {
        string name = BeforeArguments(key);
        return string.Join('.', name.Split('.')[segments..]) + key.FullName[name.Length..];
    }

    private static int CommonPrefix(string[][] names, int keep)
    {
        int limit = names.Select(name => name.Length - keep).DefaultIfEmpty(0).Min();
        int length = 0;
        while (length < limit && names.All(name => name[length] == names[0][length]))
        {
            length++;
        }

        return Math.Max(0, length);
    }
}
