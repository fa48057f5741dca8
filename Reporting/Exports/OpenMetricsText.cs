using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>OpenMetrics text, for Prometheus and its like (RFC draft: https://prometheus.io/docs/specs/om/open_metrics_spec).</summary>
internal static class OpenMetricsText
{
    public static string Render(Report report, ImmutableArray<ExportedBenchmark> benchmarks)
    {
        StringBuilder text = new();
        Family(
            text,
            report,
            "benchmark_time_seconds",
            "seconds",
            "Time of one operation in a typical launch: the geometric mean of the launches' medians.",
            benchmarks,
            benchmark => benchmark.Nanoseconds / 1e9
        );
        Family(
            text,
            report,
            "benchmark_time_lower_seconds",
            "seconds",
            "Lower end of its 95 % interval.",
            benchmarks,
            benchmark => End(benchmark.LogTime?.Lower) / 1e9
        );
        Family(
            text,
            report,
            "benchmark_time_upper_seconds",
            "seconds",
            "Upper end of its 95 % interval.",
            benchmarks,
            benchmark => End(benchmark.LogTime?.Upper) / 1e9
        );
        Family(
            text,
            report,
            "benchmark_speedup_ratio",
            "ratio",
            "Time of the run's own baseline divided by the benchmark's.",
            benchmarks,
            benchmark => End(benchmark.LogSpeedup?.Value)
        );
        Family(
            text,
            report,
            "benchmark_allocated_bytes",
            "bytes",
            "Managed memory allocated by one operation.",
            benchmarks,
            benchmark => benchmark.Benchmark.AllocatedBytesPerOp
        );
        return text.Append("# EOF\n").ToString();
    }

    private static void Family(
        StringBuilder text,
        Report report,
        string name,
        string unit,
        string help,
        ImmutableArray<ExportedBenchmark> benchmarks,
        Func<ExportedBenchmark, double?> valueOf
    )
    {
        (ExportedBenchmark Benchmark, double? Value)[] samples =
        [
            .. benchmarks.Select(benchmark => (benchmark, Value: valueOf(benchmark))).Where(sample => sample.Value is not null),
        ];
        if (samples is [])
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n# UNIT {name} {unit}\n# HELP {name} {help}\n");
        string machine = report.Machine.Host?.Name is { Length: > 0 } host ? host : report.Machine.Description;
        foreach ((ExportedBenchmark benchmark, double? value) in samples)
        {
            BenchmarkKey key = benchmark.Benchmark.Key;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name}{{benchmark=\"{Escape(key.FullName)}\",job=\"{Escape(key.Job)}\"{(key.Distinction is "" ? "" : $",which=\"{Escape(key.Distinction)}\"")},machine=\"{Escape(machine)}\"}} {value!.Value:R}\n"
            );
        }
    }

    private static double? End(double? log) => log is { } known ? Math.Exp(known) : null;

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
