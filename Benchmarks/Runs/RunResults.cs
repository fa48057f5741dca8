using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>What a person wants to know of a run that has just ended.</summary>
/// <param name="Tables">The benchmarks side by side.</param>
/// <param name="Scaling">The report on scaling; empty when the run measured none.</param>
/// <param name="Findings">What the numbers say, one sentence each.</param>
internal sealed record RunResults(ImmutableArray<ResultTable> Tables, ImmutableArray<Block> Scaling, ImmutableArray<string> Findings)
{
    private const string FindingsFileName = "findings.md";

    public static RunResults FromSummaries(IReadOnlyCollection<Summary> summaries, ImmutableArray<Block> scaling)
    {
        // The sections on scaling have every number of workers in one table.
        ImmutableArray<ResultTable> tables =
        [
            .. summaries.SelectMany(ResultTable.FromSummary).Where(table => !BenchmarkCatalog.Describe(table.Question).HasReportOfItsOwn),
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
