using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Loading.Tables;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.CommandLine;

namespace ConcurrencyBench.Compare.Commands;

/// <summary>Loads the reports that the arguments of a command select.</summary>
internal static class SelectedReports
{
    /// <exception cref="ReportFormatException">A report cannot be read.</exception>
    /// <exception cref="UsageException">A path leads to no report, or no benchmark matches the filters.</exception>
    public static ImmutableArray<Report> Load(ReportSelection selection)
    {
        ImmutableArray<Report> reports = TableAlignment.Align([
            .. selection.Paths.Select(path => ReportLoader.Load(path, selection.TakesAllRuns)),
        ]);
        RequireMatch(selection, reports);
        return reports;
    }

    /// <exception cref="UsageException">No benchmark of the reports matches the filters.</exception>
    public static void RequireMatch(ReportSelection selection, ImmutableArray<Report> reports)
    {
        NameFilter filter = new(selection.Filters);
        if (!reports.Any(report => report.Benchmarks.Any(filter.Matches)))
        {
            throw new UsageException(
                $"No benchmark matches --filter {string.Join(" --filter ", selection.Filters)}. "
                    + "Full names start with the namespace: try '*Name*'."
            );
        }
    }
}
