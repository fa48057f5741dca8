using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Finds what a benchmark is compared with inside its own run. Nothing in BenchmarkDotNet's JSON marks it.</summary>
internal static class InRunBaseline
{
    /// <param name="report">The run.</param>
    /// <param name="method">A method the user named, <c>Method</c>, <c>Type.Method</c> or the method's title; null means what the run's
    /// host.json says.</param>
    /// <returns>Each group that has a measured baseline, with its baseline.</returns>
    public static ImmutableDictionary<string, Benchmark> Find(Report report, string? method) =>
        report
            .Benchmarks.Where(benchmark => !benchmark.IsFailed && IsBaseline(benchmark, report, method))
            .GroupBy(benchmark => benchmark.Group)
            .ToImmutableDictionary(group => group.Key, group => group.First());

    private static bool IsBaseline(Benchmark benchmark, Report report, string? method) =>
        method is null
            ? report.BaselineMethods.GetValueOrDefault(benchmark.Type) == benchmark.Method
            : method == benchmark.Method || method == benchmark.Title || method == $"{benchmark.Type}.{benchmark.Method}";
}
