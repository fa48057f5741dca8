using System.Globalization;
using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>
/// What one core does with a better algorithm, beside what all the concurrency buys: the question of "Scalability! But at
/// what COST?" (McSherry, Isard and Murray, HotOS 2015).
/// </summary>
internal static class AlgorithmFinding
{
    /// <param name="summaries">Of one run; it needs the kernels and some model on the article.</param>
    /// <returns>A sentence; null where the run does not hold both.</returns>
    public static string? Of(IReadOnlyCollection<Summary> summaries)
    {
        (string Subject, double Nanoseconds)[] models =
        [
            .. Measured<ModelBenchmarks>(summaries)
                .Where(report => (string)report.BenchmarkCase.Parameters[nameof(ModelBenchmarks.Workload)] == WorkloadCatalog.Article.Id)
                .Select(report => (BenchmarkText.Subject(report.BenchmarkCase), TimeOf(report))),
        ];
        (string Subject, double Nanoseconds)[] kernels =
        [
            .. Measured<KernelBenchmarks>(summaries)
                .GroupBy(report => BenchmarkText.Subject(report.BenchmarkCase))
                .Where(kernel => kernel.Count() == WorkloadCatalog.Article.Numbers.Length)
                .Select(kernel => (kernel.Key, kernel.Sum(TimeOf))),
        ];
        return models.Length < 2 || kernels.Length == 0 ? null : Of(models.MinBy(model => model.Nanoseconds), kernels);
    }

    /// <param name="fastest">The fastest model on the article.</param>
    /// <param name="kernels">Each kernel's time for the article's numbers on one core.</param>
    internal static string? Of((string Subject, double Nanoseconds) fastest, IEnumerable<(string Subject, double Nanoseconds)> kernels)
    {
        string[] better =
        [
            .. kernels
                .Where(kernel => kernel.Nanoseconds < fastest.Nanoseconds)
                .OrderBy(kernel => kernel.Nanoseconds)
                .Select(kernel =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{kernel.Subject} {DurationText.Of(kernel.Nanoseconds)} ({fastest.Nanoseconds / kernel.Nanoseconds:N0}x)"
                    )
                ),
        ];
        return better is []
            ? null
            : $"The fastest model, {fastest.Subject}, needs {DurationText.Of(fastest.Nanoseconds)} for the article. One core with a better algorithm: {string.Join(", ", better)}.";
    }

    private static IEnumerable<BenchmarkReport> Measured<TBenchmarks>(IReadOnlyCollection<Summary> summaries) =>
        summaries
            .SelectMany(summary => summary.Reports)
            .Where(report =>
                report.BenchmarkCase.Descriptor.Type == typeof(TBenchmarks) && report.Success && LaunchStatistics.Of(report) is not null
            );

    private static double TimeOf(BenchmarkReport report) => LaunchStatistics.Of(report)!.NanosecondsPerOp;
}
