using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Documents;
using CsvHelper;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>
/// Results as comma-separated values (RFC 4180): one line a benchmark, or a benchmark and run. Times in ns, memory in bytes,
/// ratios as numbers; empty means unknown.
/// </summary>
internal static class CsvTable
{
    private static readonly ImmutableArray<CsvColumn<Judgement>> ComparisonColumns =
    [
        new("Benchmark", row => row.Assessment.Pair.Key.FullName),
        new("Job", row => row.Assessment.Pair.Key.Job),
        new("Status", _ => "measured"),
        new("Verdict", row => row.Verdict.Style().Word),
        new("Suspected", row => row.Unconfirmed.Word()),
        new("Doubt", row => row.Assessment.Reason.Word()),
        new("WithinTolerance", row => row.IsWithinTolerance),
        new("BaselineNs", row => row.Assessment.BaselineNanoseconds),
        new("CandidateNs", row => row.Assessment.CandidateNanoseconds),
        new("Ratio", row => row.Assessment.CandidateNanoseconds / row.Assessment.BaselineNanoseconds),
        new("RatioLower", row => ToRatio(row.Assessment.LogRatio?.Lower)),
        new("RatioUpper", row => ToRatio(row.Assessment.LogRatio?.Upper)),
        new("PValue", row => row.Assessment.IsTested ? row.Assessment.PValue : null),
        new("AdjustedPValue", row => row.AdjustedPValue),
        new("MinimumDetectableRatio", row => 1 + row.MinimumDetectableEffect),
        new("BaselineLaunches", row => row.Assessment.Baseline.Launches),
        new("CandidateLaunches", row => row.Assessment.Candidate.Launches),
        new("BaselineSetAside", row => row.Assessment.Baseline.Excluded),
        new("CandidateSetAside", row => row.Assessment.Candidate.Excluded),
        new("BaselineAllocatedBytes", row => row.Assessment.Pair.Baseline!.AllocatedBytesPerOp),
        new("CandidateAllocatedBytes", row => row.Assessment.Pair.Candidate!.AllocatedBytesPerOp),
        new("BaselineReportedMeanNs", row => row.Assessment.Pair.Baseline!.ReportedMeanNanoseconds),
        new("CandidateReportedMeanNs", row => row.Assessment.Pair.Candidate!.ReportedMeanNanoseconds),
        new("Distinction", row => row.Assessment.Pair.Key.Distinction),
        new("CandidateBenchmark", row => row.Pair.Candidate!.Key.FullName),
        new("CandidateJob", row => row.Pair.Candidate!.Key.Job),
        new("RestsOn", row => row.Basis.Word()),
    ];

    private static readonly ImmutableArray<CsvColumn<MatrixCell>> MatrixColumns =
    [
        new("Benchmark", cell => cell.Row.Key.FullName),
        new("Job", cell => cell.Row.Key.Job),
        new("Run", cell => cell.Run.Path),
        new("Status", cell => ResultJson.FormatStatus(cell.Cell)),
        new("Ns", cell => cell.Cell.Nanoseconds),
        new("AllocatedBytes", cell => cell.Cell.Benchmark?.AllocatedBytesPerOp),
        new("Launches", cell => cell.Cell.Side?.Launches),
        new("SetAside", cell => cell.Cell.Side?.Excluded),
        new("Speedup", cell => ToRatio(cell.LogSpeedup?.Value)),
        new("SpeedupLower", cell => ToRatio(cell.LogSpeedup?.Lower)),
        new("SpeedupUpper", cell => ToRatio(cell.LogSpeedup?.Upper)),
        new("SpeedupRatioToFirst", cell => ToRatio(cell.Change?.LogRatio.Value)),
        new("RatioLower", cell => ToRatio(cell.Change?.LogRatio.Lower)),
        new("RatioUpper", cell => ToRatio(cell.Change?.LogRatio.Upper)),
        new("AdjustedPValue", cell => cell.Change?.AdjustedPValue),
        new("Verdict", cell => cell.Change?.Verdict.Style().Word),
        new("Rank", cell => cell.Rank),
        new("ReportedMeanNs", cell => cell.Cell.Benchmark?.ReportedMeanNanoseconds),
        new("Distinction", cell => cell.Row.Key.Distinction),
        new(
            "TimeRatioToFirst",
            cell => cell.Time is { } time ? time.Assessment.CandidateNanoseconds / time.Assessment.BaselineNanoseconds : null
        ),
        new("TimeRatioLower", cell => ToRatio(cell.Time?.Assessment.LogRatio?.Lower)),
        new("TimeRatioUpper", cell => ToRatio(cell.Time?.Assessment.LogRatio?.Upper)),
        new("TimeAdjustedPValue", cell => cell.Time?.AdjustedPValue),
        new("TimeVerdict", cell => cell.Time?.Verdict.Style().Word),
        new("TimeSuspected", cell => cell.Time?.Unconfirmed.Word()),
        new("TimeDoubt", cell => cell.Time?.Reason.Word()),
    ];

    private static readonly ImmutableArray<CsvColumn<(HistorySeries Series, int Index)>> HistoryColumns =
    [
        new("Benchmark", point => point.Series.Key.FullName),
        new("Job", point => point.Series.Key.Job),
        new("Run", point => point.Series.Points[point.Index].Run.Path),
        new("StartedUtc", point => point.Series.Points[point.Index].Run.Environment.StartedUtc),
        new("Commit", point => point.Series.Points[point.Index].Run.Environment.Commit),
        new("Value", point => Math.Exp(point.Series.Points[point.Index].Log)),
        new("IsFirstAfterChange", point => point.Series.Changes.Any(change => change.Index == point.Index)),
        new("Distinction", point => point.Series.Key.Distinction),
        new("AllocatedBytes", point => point.Series.Points[point.Index].AllocatedBytes),
        new(
            "IsFirstAfterAllocationChange",
            point => point.Series.AllocationChanges.Any(change => change.Run == point.Series.Points[point.Index].Run)
        ),
    ];

    public static string Render(Comparison comparison) =>
        Write(
            [.. ComparisonColumns, .. CreateMetricColumns(comparison)],
            comparison.Judgements,
            [
                .. CreateRows(comparison.Missing, "missing"),
                .. CreateRows(comparison.Failed, "failed"),
                .. CreateRows(comparison.FailedInBoth, "failed in both"),
                .. CreateRows(comparison.Mended, "failed in baseline"),
                .. CreateRows(comparison.Added, "new"),
                .. CreateRows(comparison.Ambiguous, "ambiguous"),
            ]
        );

    public static string Render(Matrix matrix) =>
        Write(
            MatrixColumns,
            from row in matrix.Table.Rows.Index()
            from run in matrix.Table.Runs.Index()
            select new MatrixCell(
                row.Item,
                run.Item,
                row.Item.Cells[run.Index],
                matrix.Table.ComputeLogSpeedup(row.Item, run.Index),
                matrix.Changes[row.Index][run.Index],
                matrix.FindRank(row.Item, run.Index),
                matrix.FindTime(row.Item, run.Index)
            ),
            []
        );

    public static string Render(History history) =>
        Write(HistoryColumns, history.Series.SelectMany(series => series.Points.Select((_, i) => (series, i))), []);

    private sealed record CsvColumn<T>(string Name, Func<T, object?> Read);

    private sealed record MatrixCell(
        RunRow Row,
        Report Run,
        RunCell Cell,
        Estimate? LogSpeedup,
        SpeedupChange? Change,
        int? Rank,
        Judgement? Time
    );

    // A pair of columns for each metric; the units are BenchmarkDotNet's.
    private static IEnumerable<CsvColumn<Judgement>> CreateMetricColumns(Comparison comparison) =>
        comparison
            .Judgements.SelectMany(judgement => MetricsTable.Pairs(judgement.Assessment.Pair))
            .Select(pair => pair.Either.Id)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .SelectMany(id =>
                new CsvColumn<Judgement>[]
                {
                    new($"Baseline {id}", row => FindMetric(row.Assessment.Pair.Baseline!, id)),
                    new($"Candidate {id}", row => FindMetric(row.Assessment.Pair.Candidate!, id)),
                }
            );

    private static double? FindMetric(Benchmark benchmark, string id) => benchmark.Metrics.FirstOrDefault(metric => metric.Id == id)?.Value;

    private static IEnumerable<object?[]> CreateRows(ImmutableArray<Pair> pairs, string status) =>
        pairs.Select(pair => new object?[] { pair.Key.FullName, pair.Key.Job, status });

    private static double? ToRatio(double? log) => log is { } known ? Math.Exp(known) : null;

    private static string Write<T>(ImmutableArray<CsvColumn<T>> columns, IEnumerable<T> items, ImmutableArray<object?[]> others)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        using (CsvWriter csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }))
        {
            csv.WriteRecord([.. columns.Select(column => Escape(column.Name))]);
            foreach (T item in items)
            {
                csv.WriteRecord([.. columns.Select(column => Format(column.Read(item)))]);
            }

            foreach (object?[] row in others)
            {
                // Every line has all fields.
                csv.WriteRecord([.. row.Select(Format), .. Enumerable.Repeat("", columns.Length - row.Length)]);
            }
        }

        return text.ToString();
    }

    private static string Format(object? field) =>
        field switch
        {
            DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Escape(VisibleText.Escape(field?.ToString() ?? "")),
        };

    // A spreadsheet computes a text that starts so. Numbers are no text: a negative one stays as it is.
    private static string Escape(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
}
