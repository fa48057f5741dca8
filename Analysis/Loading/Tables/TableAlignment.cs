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

        IEnumerable<NamedBenchmark> byName = reports
            .SelectMany((report, index) => report.Benchmarks.Select(benchmark => (Benchmark: benchmark, Index: index)))
            .GroupBy(pair => pair.Benchmark.Key.Shared)
            .Select(group => NamedBenchmark.Create(group.First().Benchmark, group.Select(pair => pair.Index)))
            .OrderBy(named => named.Vagueness);
        Dictionary<BenchmarkKey, ImmutableArray<Benchmark>> found = Find(byName);
        return [.. reports.Select(report => report with { Benchmarks = Align(report.Benchmarks, found) })];
    }

    // What one name has already found is not searched for again, so that of several vague names the surest is the one that stays.
    private static Dictionary<BenchmarkKey, ImmutableArray<Benchmark>> Find(IEnumerable<NamedBenchmark> inOrder)
    {
        Dictionary<BenchmarkKey, ImmutableArray<Benchmark>> found = [];
        Dictionary<string, List<NamedBenchmark>> byMethod = new(StringComparer.Ordinal);
        foreach (NamedBenchmark named in inOrder)
        {
            List<NamedBenchmark> known = byMethod.TryGetValue(named.Name.Method, out List<NamedBenchmark>? same)
                ? same
                : byMethod[named.Name.Method] = [];
            NamedBenchmark[] alike = named.Benchmark.TableName is null ? [] : [.. known.Where(named.MayBe)];
            if (alike is [])
            {
                known.Add(named);
                continue;
            }

            int most = alike.Max(other => other.Name.CountAlike(named.Name));
            found[named.Benchmark.Key.Shared] =
            [
                .. alike.Where(other => other.Name.CountAlike(named.Name) == most).Select(other => other.Benchmark),
            ];
        }

        return found;
    }

    private static ImmutableArray<Benchmark> Align(
        ImmutableArray<Benchmark> benchmarks,
        Dictionary<BenchmarkKey, ImmutableArray<Benchmark>> found
    )
    {
        Benchmark[] aligned = [.. benchmarks.Select(benchmark => Align(benchmark, found.GetValueOrDefault(benchmark.Key.Shared, [])))];
        Dictionary<BenchmarkKey, int> counts = aligned.CountBy(benchmark => benchmark.Key).ToDictionary();
        return
        [
            .. aligned
                .Select((benchmark, i) => counts[benchmark.Key] == 1 ? benchmark : benchmarks[i] with { MayBe = [benchmark.Key] })
                .OrderBy(benchmark => benchmark.Key),
        ];
    }

    private static Benchmark Align(Benchmark benchmark, ImmutableArray<Benchmark> found) =>
        found switch
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
            _ => benchmark with { MayBe = [.. found.Select(other => other.Key)] },
        };

    /// <summary>A name, and the reports that have it.</summary>
    private sealed record NamedBenchmark(Benchmark Benchmark, TableName Name, ImmutableHashSet<int> Reports)
    {
        public static NamedBenchmark Create(Benchmark benchmark, IEnumerable<int> reports) =>
            new(benchmark, TableName.From(benchmark), [.. reports]);

        // A full name is surer than a table's, and that is surer with a type, and with a job.
        public int Vagueness =>
            Benchmark.TableName is null ? 0
            : Name.Type.Length == 0 ? 3
            : Name.Job.Id is null ? 2
            : 1;

        // Two rows of one report are two benchmarks.
        public bool MayBe(NamedBenchmark other) => !Reports.Overlaps(other.Reports) && Name.MayBe(other.Name);
    }
}
