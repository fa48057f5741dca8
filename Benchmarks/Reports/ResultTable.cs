using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>One row of a table of results.</summary>
/// <param name="Name">The model or kernel.</param>
/// <param name="Launches">The times of its launches; null when it failed.</param>
/// <param name="Speedup">Times as fast as the baseline, or null without one.</param>
/// <param name="Report">The report with the suite's metrics.</param>
/// <param name="Model">The model's row in the catalogue, or null for other benchmarks.</param>
internal sealed record ResultRow(string Name, LaunchStatistics? Launches, double? Speedup, BenchmarkReport? Report, ModelSpec? Model);

/// <summary>The benchmarks that share one baseline and one set of parameters, the fastest first.</summary>
/// <param name="Class">The benchmark class.</param>
/// <param name="Parameters">The parameters that they share, such as <c>article</c>.</param>
/// <param name="Rows">Fastest first; those that failed last.</param>
internal sealed record ResultTable(Type Class, string Parameters, ImmutableArray<ResultRow> Rows)
{
    /// <summary>The tables of a summary, in its order.</summary>
    public static IEnumerable<ResultTable> FromSummary(Summary summary) =>
        summary
            .BenchmarksCases.GroupBy(benchmark =>
                (benchmark.Descriptor.Type, Parameters: BenchmarkText.Parameters(benchmark), Job: benchmark.Job.ResolvedId)
            )
            .Select(group => new ResultTable(
                group.Key.Type,
                group.Key.Parameters,
                [.. group.Select(benchmark => RowOf(summary, benchmark)).OrderBy(row => row.Launches?.NanosecondsPerOp ?? double.MaxValue)]
            ));

    /// <summary>The finding of the table, in one sentence; null when there is nothing to compare.</summary>
    public string? Finding
    {
        get
        {
            if (
                Rows.FirstOrDefault(row => row is { Launches: not null, Speedup: not null }) is not { } fastest
                || Rows.Count(row => row.Launches is not null) < 2
            )
            {
                return null;
            }

            if (fastest.Speedup == 1)
            {
                return $"{Where}nothing is faster than {fastest.Name}: {Figures.FormatTime(fastest.Launches!.NanosecondsPerOp)}.";
            }

            string first = $"{Where}{Show(fastest)}{AsFast(fastest)}.";
            ResultRow? whole = Rows.FirstOrDefault(row => row is { Launches: not null, Model: { SplitsNumbers: false } });
            return whole is null || whole == fastest ? first : $"{first} Of the models that run every number whole, {Show(whole)}.";
        }
    }

    private string Where => Parameters.Length == 0 ? $"{Class.Name}: " : $"On {Parameters}, ";

    private static string Show(ResultRow row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Name} is fastest: {Figures.FormatTime(row.Launches!.NanosecondsPerOp)}, "
                + $"{Figures.FormatSpeedup(Math.Log(row.Speedup!.Value))}"
        );

    // A model whose launches overlap those of the fastest may be as fast.
    private string AsFast(ResultRow fastest)
    {
        string[] others =
        [
            .. Rows.Where(row => row != fastest && row.Launches?.LowestNanoseconds <= fastest.Launches!.HighestNanoseconds)
                .Select(row => row.Name),
        ];
        return others.Length == 0 ? "" : $" (within its launches' range: {string.Join(", ", others)})";
    }

    private static ResultRow RowOf(Summary summary, BenchmarkCase benchmark) =>
        new(
            BenchmarkText.GetName(benchmark),
            LaunchStatistics.Find(summary, benchmark),
            SuiteColumns.FindSpeedup(summary, benchmark),
            summary[benchmark],
            BenchmarkCatalog.Describe(benchmark.Descriptor.Type).MeasuresModels
                ? MethodName.FindModel(benchmark.Descriptor.WorkloadMethod.Name)
                : null
        );
}
