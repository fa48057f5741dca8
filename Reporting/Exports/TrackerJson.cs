using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>The JSON that continuous benchmarking services take.</summary>
internal static class TrackerJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Bencher Metric Format: name to measure to value and bounds
    /// (https://bencher.dev/docs/reference/bencher-metric-format).
    /// </summary>
    public static string RenderBencher(ImmutableArray<ExportedBenchmark> benchmarks) =>
        Write(benchmarks.ToDictionary(benchmark => benchmark.Benchmark.Key.ToString(), Measures));

    /// <summary>
    /// github-action-benchmark, <c>customSmallerIsBetter</c>: times (https://github.com/benchmark-action/github-action-benchmark).
    /// </summary>
    public static string RenderTimes(ImmutableArray<ExportedBenchmark> benchmarks) =>
        Write(
            benchmarks.Select(benchmark => new Entry(
                benchmark.Benchmark.Key.ToString(),
                "ns/op",
                benchmark.Nanoseconds,
                Range(benchmark.LogTime),
                Extra(benchmark)
            ))
        );

    /// <summary>github-action-benchmark, <c>customBiggerIsBetter</c>: speed-ups.</summary>
    public static string RenderSpeedups(ImmutableArray<ExportedBenchmark> benchmarks) =>
        Write(
            benchmarks
                .Where(benchmark => benchmark.LogSpeedup is { Variance: > 0 })
                .Select(benchmark => new Entry(
                    benchmark.Benchmark.Key.ToString(),
                    "x",
                    Math.Exp(benchmark.LogSpeedup!.Value.Value),
                    Range(benchmark.LogSpeedup),
                    Extra(benchmark)
                ))
        );

    private static Dictionary<string, Measure> Measures(ExportedBenchmark benchmark)
    {
        Dictionary<string, Measure> measures = new() { ["latency"] = CreateMeasure(benchmark.LogTime, benchmark.Nanoseconds) };
        if (benchmark.LogSpeedup is { Variance: > 0 } speedup)
        {
            measures["speedup"] = CreateMeasure(speedup, Math.Exp(speedup.Value));
        }

        if (benchmark.Benchmark.AllocatedBytesPerOp is { } bytes)
        {
            measures["allocated"] = new Measure(bytes, null, null);
        }

        return measures;
    }

    private static Measure CreateMeasure(Estimate? log, double value) =>
        log is { } known ? new Measure(value, Math.Exp(known.Lower), Math.Exp(known.Upper)) : new Measure(value, null, null);

    private static string? Range(Estimate? log) =>
        log is { } known ? string.Create(CultureInfo.InvariantCulture, $"{Math.Exp(known.Lower):G6} - {Math.Exp(known.Upper):G6}") : null;

    private static string Extra(ExportedBenchmark benchmark) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{benchmark.LaunchNanoseconds.Length} launches, each the median of its iterations; the range is a 95 % interval"
        );

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    private sealed record Measure(double Value, double? LowerValue, double? UpperValue);

    private sealed record Entry(string Name, string Unit, double Value, string? Range, string Extra);
}
