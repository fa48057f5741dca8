using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>
/// Compares one core that runs a better algorithm with all that concurrency gains: the question of "Scalability! But at
/// what COST?" (McSherry, Isard and Murray, HotOS 2015).
/// </summary>
internal static class AlgorithmFinding
{
    /// <param name="tables">Of one run; it needs the kernels and two models on the article.</param>
    /// <returns>A sentence; null where the run does not hold both.</returns>
    public static string? Find(ImmutableArray<ResultTable> tables)
    {
        (string Id, double Nanoseconds)[] models =
        [
            .. FindTimes(tables.Where(table => table.Parameters == WorkloadCatalog.Article.Id), benchmarks => benchmarks.MeasuresModels),
        ];
        (string Id, double Nanoseconds)[] kernels =
        [
            .. FindTimes(tables, benchmarks => benchmarks.MeasuresKernels)
                .GroupBy(kernel => kernel.Id)
                .Where(kernel => kernel.Count() == WorkloadCatalog.Article.Numbers.Length)
                .Select(kernel => (kernel.Key, kernel.Sum(one => one.Nanoseconds))),
        ];
        return models.Length < 2 || kernels.Length == 0 ? null : Compare(models.MinBy(model => model.Nanoseconds), kernels);
    }

    /// <param name="fastest">The fastest model on the article.</param>
    /// <param name="kernels">Each kernel's time for the article's numbers on one core.</param>
    internal static string? Compare((string Id, double Nanoseconds) fastest, IEnumerable<(string Id, double Nanoseconds)> kernels)
    {
        string[] better =
        [
            .. kernels
                .Where(kernel => kernel.Nanoseconds < fastest.Nanoseconds)
                .OrderBy(kernel => kernel.Nanoseconds)
                .Select(kernel => $"{kernel.Id} {Figures.FormatTime(kernel.Nanoseconds)} ({FormatRatio(fastest, kernel)})"),
        ];
        return better is []
            ? null
            : $"The fastest model, {fastest.Id}, needs {Figures.FormatTime(fastest.Nanoseconds)} for the article. "
                + $"One core with a better algorithm: {string.Join(", ", better)}.";
    }

    private static string FormatRatio((string Id, double Nanoseconds) slow, (string Id, double Nanoseconds) fast) =>
        string.Create(CultureInfo.InvariantCulture, $"{slow.Nanoseconds / fast.Nanoseconds:N0}x");

    private static IEnumerable<(string Id, double Nanoseconds)> FindTimes(
        IEnumerable<ResultTable> tables,
        Predicate<BenchmarkClass> isWanted
    ) =>
        from table in tables
        where isWanted(BenchmarkCatalog.Describe(table.Class))
        from row in table.Rows
        where row.Launches is not null
        select (row.Name, row.Launches!.NanosecondsPerOp);
}
