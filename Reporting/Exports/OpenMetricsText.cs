using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>OpenMetrics text, for Prometheus and its like (RFC draft: https://prometheus.io/docs/specs/om/open_metrics_spec).</summary>
internal static class OpenMetricsText
{
    private static readonly ImmutableArray<MetricFamily> Families =
    [
        new(
            "benchmark_time_seconds",
            "seconds",
            "Time of one operation in a typical launch: the geometric mean of the launches' medians.",
            benchmark => benchmark.Nanoseconds / NanosecondsPerSecond
        ),
        new(
            "benchmark_time_lower_seconds",
            "seconds",
            "Lower end of its 95 % interval.",
            benchmark => ToValue(benchmark.LogTime?.Lower) / NanosecondsPerSecond
        ),
        new(
            "benchmark_time_upper_seconds",
            "seconds",
            "Upper end of its 95 % interval.",
            benchmark => ToValue(benchmark.LogTime?.Upper) / NanosecondsPerSecond
        ),
        new(
            "benchmark_speedup_ratio",
            "ratio",
            "Time of the run's own baseline divided by the benchmark's.",
            benchmark => ToValue(benchmark.LogSpeedup?.Value)
        ),
        new(
            "benchmark_allocated_bytes",
            "bytes",
            "Managed memory allocated by one operation.",
            benchmark => benchmark.Benchmark.AllocatedBytesPerOp
        ),
    ];

    private const double NanosecondsPerSecond = 1e9;

    public static string Render(Report report, ImmutableArray<ExportedBenchmark> benchmarks)
    {
        string machine = report.Machine.Host?.Name is { Length: > 0 } host ? host : report.Machine.Description;
        return string.Concat(Families.Select(family => Render(family, machine, benchmarks))) + "# EOF\n";
    }

    private sealed record MetricFamily(string Name, string Unit, string Help, Func<ExportedBenchmark, double?> Read);

    // A family without a sample is left out.
    private static string Render(MetricFamily family, string machine, ImmutableArray<ExportedBenchmark> benchmarks)
    {
        string[] samples =
        [
            .. from benchmark in benchmarks
            let value = family.Read(benchmark)
            where value is not null
            select FormatSample(family.Name, benchmark.Benchmark.Key, machine, value.Value),
        ];
        return samples is []
            ? ""
            : $"# TYPE {family.Name} gauge\n# UNIT {family.Name} {family.Unit}\n# HELP {family.Name} {family.Help}\n"
                + string.Concat(samples);
    }

    private static string FormatSample(string name, BenchmarkKey key, string machine, double value)
    {
        string which = key.Distinction is "" ? "" : $",which=\"{Escape(key.Distinction)}\"";
        string labels = $"benchmark=\"{Escape(key.FullName)}\",job=\"{Escape(key.Job)}\"{which},machine=\"{Escape(machine)}\"";
        return string.Create(CultureInfo.InvariantCulture, $"{name}{{{labels}}} {value:R}\n");
    }

    private static double? ToValue(double? log) => log is { } known ? Math.Exp(known) : null;

    private static string Escape(string label) =>
        string.Join(
            "\\n",
            label
                .Split('\n')
                .Select(line =>
                    VisibleText.Escape(line).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                )
        );
}
