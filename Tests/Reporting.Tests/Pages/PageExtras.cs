using System.Text.Json;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>A run with all that may lie beside reports: scaling by a known law on eight cores, and a timeline.</summary>
internal static class PageExtras
{
    private const double Sigma = 0.04;
    private const double OneWorker = 150e6;

    /// <returns>The run's folder.</returns>
    public static string In(TemporaryFolder folder)
    {
        int[] counts = [1, 2, 3, 4, 6, 8, 12, 16];
        TestReport report = new();
        foreach (int workers in counts)
        {
            string arguments = string.Create(CultureInfo.InvariantCulture, $"(Workload: \"article\", Workers: {workers})");
            report = report
                .With("Sequential", TestReport.Around(OneWorker), arguments: arguments)
                .With("ForkJoin", TestReport.Around(TimeWith(Math.Min(workers, 8))), arguments: arguments)
                .With("ProcessPool", TestReport.Around(OneWorker / Math.Min(workers, 1.71) * 1.03), arguments: arguments);
        }

        string run = report.In(folder, "extras");
        File.WriteAllText(
            Path.Combine(run, "scaling.json"),
            JsonSerializer.Serialize(
                new
                {
                    schemaVersion = 1,
                    results = new object[]
                    {
                        new
                        {
                            workload = "article",
                            cores = 8,
                            models = new object[]
                            {
                                new
                                {
                                    method = "ForkJoin",
                                    law = new
                                    {
                                        name = "Amdahl",
                                        lambda = 1e9 / OneWorker,
                                        sigma = Sigma,
                                        kappa = 0.0,
                                    },
                                    costs = Costs(120_000, 9_000, 700, 64),
                                    predicted = Points(counts, workers => OneWorker / Math.Min(workers, 8)),
                                },
                                new
                                {
                                    method = "ProcessPool",
                                    costs = Costs(4_000_000, 900_000, 80_000, 4),
                                    predicted = Points(counts, workers => OneWorker / Math.Min(workers, 1.71)),
                                },
                            },
                        },
                    },
                }
            )
        );
        File.WriteAllText(
            Path.Combine(run, "timeline.json"),
            JsonSerializer.Serialize(
                new
                {
                    traceEvents = new object[]
                    {
                        Name("process_name", 1, 0, "parallel-for on article"),
                        Name("thread_name", 1, 1, "worker 1"),
                        Name("thread_name", 1, 2, "worker 2"),
                        Slice("53541233", 1, 1, 0, 88_000, 53_541_233),
                        Slice("21235343", 1, 2, 100, 35_000, 21_235_343),
                        Slice("11421443", 1, 2, 35_200, 19_000, 11_421_443),
                        Slice("5423123", 1, 2, 54_300, 9_000, 5_423_123),
                        Name("process_name", 2, 0, "parallel-for/ranges on article"),
                        Slice("53541233", 2, 1, 0, 75_000, 45_800_000),
                        Slice("53541233", 2, 2, 50, 12_700, 53_541_233, first: 45_800_001),
                        Slice("21235343", 2, 2, 12_800, 34_800, 21_235_343),
                        Slice("11421443", 2, 2, 47_700, 18_700, 11_421_443),
                        Slice("5423123", 2, 2, 66_500, 8_900, 5_423_123),
                    },
                }
            )
        );
        return run;
    }

    private static double TimeWith(double workers) => OneWorker * (Sigma + ((1 - Sigma) / workers));

    private static object Costs(double run, double worker, double item, int items) =>
        new
        {
            runNanoseconds = run,
            workerNanoseconds = worker,
            itemNanoseconds = item,
            items,
        };

    private static object[] Points(int[] counts, Func<int, double> time) =>
        [.. counts.Select(workers => new { workers, nanoseconds = time(workers) })];

    private static object Name(string kind, int process, int thread, string name) =>
        new
        {
            ph = "M",
            name = kind,
            pid = process,
            tid = thread,
            args = new { name },
        };

    private static object Slice(string name, int process, int thread, double start, double length, long last, long first = 1) =>
        new
        {
            ph = "X",
            name,
            pid = process,
            tid = thread,
            ts = start,
            dur = length,
            args = new { first, last },
        };
}
