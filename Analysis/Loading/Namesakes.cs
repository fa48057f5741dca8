using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>
/// Tells apart benchmarks of one report that have the same name and the same <see cref="JobId"/>: a parameter prints its type only, or
/// two jobs differ in nothing but counts. They are told apart by all characteristics of their jobs, then by their parameters, then by
/// their order in the report.
/// </summary>
internal static partial class Namesakes
{
    /// <returns>The same benchmarks in the same order; keys differ unless the measurements are copies of each other.</returns>
    public static ImmutableArray<FiledBenchmark> TellApart(ImmutableArray<FiledBenchmark> benchmarks)
    {
        Dictionary<FiledBenchmark, string> distinctions = new(ReferenceEqualityComparer.Instance);
        foreach (
            FiledBenchmark[] namesakes in benchmarks
                .GroupBy(benchmark => benchmark.Benchmark.Key)
                .Select(group => group.ToArray())
                .Where(AreDifferent)
        )
        {
            Tell(namesakes, distinctions);
        }

        return
        [
            .. benchmarks.Select(benchmark =>
                distinctions.TryGetValue(benchmark, out string? distinction) ? With(benchmark, distinction) : benchmark
            ),
        ];
    }

    /// <summary>Describes, in words, the distinctions between namesakes.</summary>
    public static string Describe(ImmutableArray<BenchmarkKey> keys) =>
        keys.Any(IsByOrder) ? "their order in the report" : "their jobs' characteristics or their parameters";

    /// <summary>True where only its place among its namesakes identifies a benchmark.</summary>
    public static bool IsByOrder(BenchmarkKey key) => Ordinal().IsMatch(key.Distinction);

    private static bool AreDifferent(FiledBenchmark[] namesakes) =>
        namesakes.Skip(1).Any(other => !FileMerger.AreOfOneRun(namesakes[0], other));

    private static void Tell(FiledBenchmark[] namesakes, Dictionary<FiledBenchmark, string> distinctions)
    {
        bool haveJobs = namesakes.DistinctBy(Characteristics).Skip(1).Any();
        bool haveParameters = namesakes.DistinctBy(benchmark => benchmark.Benchmark.Parameters).Skip(1).Any();
        foreach (
            FiledBenchmark[] alike in namesakes
                .GroupBy(benchmark => (haveJobs ? Characteristics(benchmark) : "", haveParameters ? benchmark.Benchmark.Parameters : ""))
                .Select(group => group.ToArray())
        )
        {
            for (int i = 0; i < alike.Length; i++)
            {
                distinctions[alike[i]] = string.Join(
                    ", ",
                    new[]
                    {
                        haveJobs ? Characteristics(alike[i]) : "",
                        haveParameters ? alike[i].Benchmark.Parameters : "",
                        alike.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"#{i + 1}") : "",
                    }.Where(part => part.Length > 0)
                );
            }
        }
    }

    // Without the id: an automatic one differs from run to run.
    private static string Characteristics(FiledBenchmark benchmark) =>
        benchmark.Benchmark.JobText.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open && benchmark.Benchmark.JobText.EndsWith(')')
            ? benchmark.Benchmark.JobText[(open + 1)..^1]
            : "no characteristics";

    private static FiledBenchmark With(FiledBenchmark benchmark, string distinction) =>
        benchmark with
        {
            Benchmark = benchmark.Benchmark with { Key = benchmark.Benchmark.Key with { Distinction = distinction } },
        };

    [GeneratedRegex("(^|, )#[0-9]+$")]
    private static partial Regex Ordinal();
}
