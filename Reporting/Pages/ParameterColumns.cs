using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>The columns of a table that say which of a method's benchmarks a row is; a page can pivot by them.</summary>
internal static class ParameterColumns
{
    /// <returns>A column for each parameter, and the job where there are more; one of all where parameters have no names.</returns>
    public static ImmutableArray<Column<BenchmarkView>> Create(ClassView view)
    {
        BenchmarkView[] benchmarks = [.. view.Benchmarks];
        string[]? names = FindNames(benchmarks);
        return view.Groups.Length <= 1 ? []
            : names is null ? [new("Parameters", benchmark => benchmark.Heading) { CanPivot = true }]
            :
            [
                .. names.Select(name => CreateParameter(benchmarks, name)),
                .. benchmarks.Select(FindJob).Distinct().Count() > 1
                    ? [new Column<BenchmarkView>("Job", benchmark => FindJob(benchmark)) { CanPivot = true }]
                    : Array.Empty<Column<BenchmarkView>>(),
            ];
    }

    private static string FindJob(BenchmarkView benchmark) => benchmark.Reported.Key.Job.ToString();

    // Benchmarks of one class may have parameters of different names, or none.
    private static string[]? FindNames(BenchmarkView[] benchmarks)
    {
        string[][] all = [.. benchmarks.Select(benchmark => Parse(benchmark).Select(part => part.Name).ToArray())];
        bool AreNamed(string[] names) => names.All(name => name.Length > 0) && names.Distinct().Count() == names.Length;
        return all.All(AreNamed) ? [.. all.SelectMany(names => names).Distinct()] : null;
    }

    private static Column<BenchmarkView> CreateParameter(BenchmarkView[] benchmarks, string name)
    {
        string[] values = [.. benchmarks.Select(benchmark => FindValue(benchmark, name)).Distinct()];
        bool areNumbers = values.All(value => value.Length == 0 || Arguments.Number(value) is not null);
        return new(name, benchmark => FindValue(benchmark, name), areNumbers) { CanPivot = values.Length > 1 };
    }

    private static string FindValue(BenchmarkView benchmark, string name) =>
        Parse(benchmark).FirstOrDefault(part => part.Name == name).Value ?? "";

    private static ImmutableArray<(string Name, string Value)> Parse(BenchmarkView benchmark) =>
        benchmark.Parameters.Length == 0 ? [] : Arguments.Parse(benchmark.Parameters);
}
