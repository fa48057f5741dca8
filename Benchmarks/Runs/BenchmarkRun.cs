using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Hands benchmarks to BenchmarkDotNet, and knows what should come back: it exits with 0 even when benchmarks failed.</summary>
internal static class BenchmarkRun
{
    /// <returns>The benchmarks that the configuration selects, left-out ones among them.</returns>
    public static ImmutableArray<BenchmarkCase> Select(IConfig config) =>
        [.. BenchmarkCatalog.All.SelectMany(type => BenchmarkConverter.TypeToBenchmarks(type, config).BenchmarksCases)];

    /// <summary>Runs them.</summary>
    /// <param name="tokens">Arguments for BenchmarkDotNet; they must choose benchmarks, or it asks on the console.</param>
    /// <param name="config">The configuration, with the recorder among its event processors.</param>
    public static void Execute(IEnumerable<string> tokens, IConfig config)
    {
        GeneratedPrograms.DeleteAbandoned();
        SourceTree.Enter();
        BenchmarkSwitcher.FromTypes([.. BenchmarkCatalog.All]).Run([.. tokens], config);
    }

    /// <returns>The problems of a finished run, one line each; none when every expected benchmark was measured.</returns>
    public static IEnumerable<string> Problems(IEnumerable<BenchmarkCase> expected, RunRecorder recorder)
    {
        Dictionary<string, int> measured = recorder
            .Summaries.SelectMany(summary => summary.Reports)
            .Where(report => report.Success && LaunchStatistics.ReadMedians(report).Length > 0)
            .CountBy(report => BenchmarkText.Describe(report.BenchmarkCase))
            .ToDictionary();
        return
        [
            .. recorder.Problems,
            .. expected
                .CountBy(BenchmarkText.Describe)
                .Where(benchmark => measured.GetValueOrDefault(benchmark.Key) < benchmark.Value)
                .Select(benchmark => $"No measurements for {benchmark.Key}: the benchmark failed."),
        ];
    }
}
