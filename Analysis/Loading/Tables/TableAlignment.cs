namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>
/// Gives a benchmark that comes from a table the full name that it has in another report of the comparison. A table may lack the type, and
/// shortens parameters.
/// </summary>
internal static class TableAlignment
{
    /// <returns>The same reports in the same order. A benchmark that may be several of another report says so.</returns>
    public static ImmutableArray<Report> Align(ImmutableArray<Report> reports)
    {
        if (reports.Length < 2 || !reports.Any(report => report.Benchmarks.Any(benchmark => benchmark.TableName is not null)))
        {
            return reports;
        }

        Known known = new();
        foreach (Benchmark benchmark in reports.SelectMany(report => report.Benchmarks).OrderBy(HowVague))
        {
            known.Add(benchmark);
        }

        return [.. reports.Select(report => report with { Benchmarks = Align(report.Benchmarks, known) })];
    }

    // A full name is surer than a table's, and that is surer with a type.
    private static int HowVague(Benchmark benchmark) =>
        benchmark.TableName is not { } name ? 0
        : name.Type.Length > 0 ? 1
        : 2;

    private static ImmutableArray<Benchmark> Align(ImmutableArray<Benchmark> benchmarks, Known known)
    {
        Benchmark[] aligned = [.. benchmarks.Select(benchmark => benchmark.TableName is null ? benchmark : known.Align(benchmark))];
        Dictionary<BenchmarkKey, int> counts = aligned.CountBy(benchmark => benchmark.Key).ToDictionary();
        return
        [
            .. aligned
                .Select((benchmark, i) => counts[benchmark.Key] == 1 ? benchmark : benchmarks[i] with { MayBe = [benchmark.Key] })
                .OrderBy(benchmark => benchmark.Key),
        ];
    }

    /// <summary>The benchmarks whose names are sure, or as sure as can be.</summary>
    private sealed class Known
    {
        private readonly Dictionary<string, List<Benchmark>> _byMethod = new(StringComparer.Ordinal);
        private readonly Dictionary<BenchmarkKey, ImmutableArray<Benchmark>> _found = [];
        private readonly HashSet<BenchmarkKey> _keys = [];

        public void Add(Benchmark benchmark)
        {
            TableName name = TableName.From(benchmark);
            List<Benchmark> named = _byMethod.TryGetValue(name.Method, out List<Benchmark>? known) ? known : _byMethod[name.Method] = [];
            if (benchmark.TableName is not null)
            {
                Benchmark[] alike = [.. named.Where(other => TableName.From(other).MayBe(name))];
                int most = alike.Select(other => TableName.From(other).CountAlike(name)).DefaultIfEmpty().Max();
                _found[benchmark.Key] = [.. alike.Where(other => TableName.From(other).CountAlike(name) == most)];
            }

            if ((benchmark.TableName is null || _found[benchmark.Key] is []) && _keys.Add(benchmark.Key.Shared))
            {
                named.Add(benchmark);
            }
        }

        public Benchmark Align(Benchmark benchmark) =>
            _found.GetValueOrDefault(benchmark.Key, []) switch
            {
                [] => benchmark,
                [var only] => benchmark with
                {
                    Key = only.Key.Shared with { Distinction = benchmark.Key.Distinction },
                    Namespace = only.Namespace,
                    Type = only.Type,
                    Method = only.Method,
                    Title = only.Title,
                },
                var several => benchmark with { MayBe = [.. several.Select(other => other.Key)] },
            };
    }
}
