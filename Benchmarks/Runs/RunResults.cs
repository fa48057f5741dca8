using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>The results of a run for its reader.</summary>
/// <param name="Tables">The benchmarks side by side.</param>
/// <param name="Scaling">The report on scaling; empty when the run measured none.</param>
/// <param name="Findings">The findings, one sentence each.</param>
internal sealed record RunResults(ImmutableArray<ResultTable> Tables, ImmutableArray<Block> Scaling, ImmutableArray<string> Findings)
{
    private const string FindingsFileName = "findings.md";

    public static RunResults FromSummaries(IReadOnlyCollection<Summary> summaries, ImmutableArray<Block> scaling)
    {
        // The report on scaling shows all numbers of workers in one table, so its classes have no table here.
        ImmutableArray<ResultTable> tables =
        [
            .. summaries.SelectMany(ResultTable.FromSummary).Where(table => !BenchmarkCatalog.Describe(table.Class).HasReportOfItsOwn),
        ];
        return new RunResults(
            tables,
            scaling,
            [.. tables.Select(table => table.Finding).Append(AlgorithmFinding.Find(tables)).OfType<string>()]
        );
    }

    /// <summary>Writes the findings into the run's folder; no file where there are none.</summary>
    public void WriteFindings(RunFolder folder)
    {
        if (!Findings.IsEmpty)
        {
            folder.Write(FindingsFileName, $"# Findings\n\n{string.Concat(Findings.Select(finding => $"- {finding}\n"))}");
        }
    }
}
