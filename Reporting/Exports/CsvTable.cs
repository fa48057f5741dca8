using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Documents;
using CsvHelper;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>Results as comma-separated values (RFC 4180): one line a benchmark, or a benchmark and run. Times in ns, memory in bytes, ratios as numbers; empty means unknown.</summary>
internal static class CsvTable
{
    private static readonly string[] ComparisonHead =
    [
        "Benchmark",
        "Job",
        "Status",
        "Verdict",
        "Suspected",
        "Doubt",
        "WithinTolerance",
        "BaselineNs",
        "CandidateNs",
        "Ratio",
        "RatioLower",
        "RatioUpper",
        "PValue",
        "AdjustedPValue",
        "MinimumDetectableRatio",
        "BaselineLaunches",
        "CandidateLaunches",
        "BaselineSetAside",
        "CandidateSetAside",
        "BaselineAllocatedBytes",
        "CandidateAllocatedBytes",
        "BaselineReportedMeanNs",
        "CandidateReportedMeanNs",
        "Distinction",
    ];

    private static readonly string[] MatrixHead =
    [
        "Benchmark",
        "Job",
        "Run",
        "Status",
        "Ns",
        "AllocatedBytes",
        "Launches",
        "SetAside",
        "Speedup",
        "SpeedupLower",
        "SpeedupUpper",
        "SpeedupRatioToFirst",
        "RatioLower",
        "RatioUpper",
        "AdjustedPValue",
        "Verdict",
        "Rank",
        "ReportedMeanNs",
        "Distinction",
    ];

    private static readonly string[] HistoryHead =
    [
        "Benchmark",
        "Job",
        "Run",
        "StartedUtc",
        "Commit",
        "Value",
        "IsFirstAfterChange",
        "Distinction",
    ];

    public static string Render(Comparison comparison)
    {
        // A pair of columns for each metric; the units are BenchmarkDotNet's.
        string[] metrics =
        [
            .. comparison
                .Judgements.SelectMany(judgement => MetricsTable.Pairs(judgement.Assessment.Pair))
                .Select(pair => pair.Either.Id)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return Write(
            [.. ComparisonHead, .. metrics.SelectMany(id => new[] { $"Baseline {id}", $"Candidate {id}" })],
            [
                .. comparison.Judgements.Select(judgement => Row(judgement, metrics)),
                .. comparison.Missing.Select(pair => Row(pair, "missing")),
                .. comparison.Failed.Select(pair => Row(pair, "failed")),
                .. comparison.FailedInBoth.Select(pair => Row(pair, "failed in both")),
                .. comparison.Mended.Select(pair => Row(pair, "failed in baseline")),
                .. comparison.Added.Select(pair => Row(pair, "new")),
                .. comparison.Ambiguous.Select(pair => Row(pair, "ambiguous")),
            ]
        );
    }

    public static string Render(Matrix matrix) =>
        Write(MatrixHead, [.. matrix.Table.Rows.SelectMany((row, i) => matrix.Table.Runs.Select((run, j) => Row(matrix, row, i, run, j)))]);

    public static string Render(History history) =>
        Write(
            HistoryHead,
            [
                .. history.Series.SelectMany(series =>
                    series.Points.Select(
                        (point, i) =>
                            new object?[]
                            {
                                series.Key.FullName,
                                series.Key.Job,
                                point.Run.Path,
                                point.Run.Environment.StartedUtc,
                                point.Run.Environment.Commit,
                                Math.Exp(point.Log),
                                series.Changes.Any(change => change.Index == i),
                                series.Key.Distinction,
                            }
                    )
                ),
            ]
        );

    private static object?[] Row(Judgement judgement, string[] metrics)
    {
        Assessment assessment = judgement.Assessment;
        Dictionary<string, MetricPair> values = MetricsTable.Pairs(assessment.Pair).ToDictionary(pair => pair.Either.Id);
        return
        [
            assessment.Pair.Key.FullName,
            assessment.Pair.Key.Job,
            "measured",
            judgement.Verdict.Style().Word,
            judgement.Unconfirmed.Word(),
            assessment.Reason.Word(),
            judgement.IsWithinTolerance,
            assessment.BaselineNanoseconds,
            assessment.CandidateNanoseconds,
            assessment.CandidateNanoseconds / assessment.BaselineNanoseconds,
            Ratio(assessment.LogRatio?.Lower),
            Ratio(assessment.LogRatio?.Upper),
            assessment.IsTested ? assessment.LogRatio?.PValue : null,
            judgement.AdjustedPValue,
            1 + judgement.MinimumDetectableEffect,
            assessment.Baseline.Launches,
            assessment.Candidate.Launches,
            assessment.Baseline.Excluded,
            assessment.Candidate.Excluded,
            assessment.Pair.Baseline!.AllocatedBytesPerOp,
            assessment.Pair.Candidate!.AllocatedBytesPerOp,
            assessment.Pair.Baseline.ReportedMeanNanoseconds,
            assessment.Pair.Candidate.ReportedMeanNanoseconds,
            assessment.Pair.Key.Distinction,
            .. metrics.SelectMany(id =>
                values.TryGetValue(id, out MetricPair pair) ? new object?[] { pair.Baseline?.Value, pair.Candidate?.Value } : [null, null]
            ),
        ];
    }

    private static object?[] Row(Pair pair, string status) => [pair.Key.FullName, pair.Key.Job, status];

    private static object?[] Row(Matrix matrix, RunRow row, int index, Report run, int column)
    {
        RunCell cell = row.Cells[column];
        Estimate? speedup = matrix.Table.ComputeLogSpeedup(row, column);
        SpeedupChange? change = matrix.Changes[index][column];
        return
        [
            row.Key.FullName,
            row.Key.Job,
            run.Path,
            cell.Benchmark is null ? "missing"
            : cell.Benchmark.IsFailed ? "failed"
            : "measured",
            cell.Nanoseconds,
            cell.Benchmark?.AllocatedBytesPerOp,
            cell.Side?.Launches,
            cell.Side?.Excluded,
            Ratio(speedup?.Value),
            Ratio(speedup?.Lower),
            Ratio(speedup?.Upper),
            Ratio(change?.LogRatio.Value),
            Ratio(change?.LogRatio.Lower),
            Ratio(change?.LogRatio.Upper),
            change?.AdjustedPValue,
            change?.Verdict.Style().Word,
            matrix.FindRank(row, column),
            cell.Benchmark?.ReportedMeanNanoseconds,
            row.Key.Distinction,
        ];
    }

    private static double? Ratio(double? log) => log is { } known ? Math.Exp(known) : null;

    private static string Write(string[] head, ImmutableArray<object?[]> rows)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        using (CsvWriter csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = "\n" }))
        {
            csv.WriteRecord([.. head.Select(Safe)]);
            foreach (object?[] row in rows)
            {
                // Every line has all fields.
                csv.WriteRecord([.. row.Select(Text), .. Enumerable.Repeat("", head.Length - row.Length)]);
            }
        }

        return text.ToString();
    }

    private static string Text(object? field) =>
        field switch
        {
            DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Safe(VisibleText.Escape(field?.ToString() ?? "")),
        };

    // A spreadsheet computes a text that starts so. Numbers are no text: a negative one stays as it is.
    private static string Safe(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
}
