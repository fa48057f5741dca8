using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>One row of the table that a person came for.</summary>
/// <param name="Subject">The model or kernel.</param>
/// <param name="Launches">Its times, or null when it failed.</param>
/// <param name="Speedup">Times as fast as the baseline, or null without one.</param>
/// <param name="Report">With the suite's metrics.</param>
/// <param name="Model">The model's row in the catalogue, or null for other benchmarks.</param>
internal sealed record ResultRow(string Subject, LaunchStatistics? Launches, double? Speedup, BenchmarkReport? Report, ModelSpec? Model);

/// <summary>The benchmarks that share one baseline and one set of parameters, the fastest first.</summary>
/// <param name="Question">The benchmark class.</param>
/// <param name="Parameters">What they were measured on, such as <c>article</c>.</param>
/// <param name="Rows">Fastest first; those that failed last.</param>
internal sealed record ResultTable(Type Question, string Parameters, ImmutableArray<ResultRow> Rows)
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

    /// <summary>What the table says, in one sentence; null when there is nothing to compare.</summary>
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
                return $"{Where}nothing is faster than {fastest.Subject}: {Figures.FormatTime(fastest.Launches!.NanosecondsPerOp)}.";
            }

            string first = $"{Where}{Show(fastest)}{AsFast(fastest)}.";
            ResultRow? whole = Rows.FirstOrDefault(row => row is { Launches: not null, Model: { SplitsNumbers: false } });
            return whole is null || whole == fastest ? first : $"{first} Of the models that run every number whole, {Show(whole)}.";
        }
    }

    private string Where => Parameters.Length == 0 ? $"{Question.Name}: " : $"On {Parameters}, ";

    private static string Show(ResultRow row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Subject} is fastest: {Figures.FormatTime(row.Launches!.NanosecondsPerOp)}, "
                + $"{Figures.FormatSpeedup(Math.Log(row.Speedup!.Value))}"
        );

    // Whoever's launches overlap those of the fastest may be as fast.
    private string AsFast(ResultRow fastest)
    {
        string[] others =
        [
            .. Rows.Where(row => row != fastest && row.Launches?.LowestNanoseconds <= fastest.Launches!.HighestNanoseconds)
                .Select(row => row.Subject),
        ];
        return others.Length == 0 ? "" : $" (within its launches' range: {string.Join(", ", others)})";
    }

    private static ResultRow RowOf(Summary summary, BenchmarkCase benchmark) =>
        new(
            BenchmarkText.Subject(benchmark),
            LaunchStatistics.Find(summary, benchmark),
            SuiteColumns.FindSpeedup(summary, benchmark),
            summary[benchmark],
            BenchmarkCatalog.Describe(benchmark.Descriptor.Type).MeasuresModels
                ? MethodName.FindModel(benchmark.Descriptor.WorkloadMethod.Name)
                : null
        );
}
