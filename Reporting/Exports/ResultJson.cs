using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Exports;

/// <summary>
/// Results as JSON. Times in ns, memory in bytes, ratios as numbers (candidate ÷ baseline), absent means unknown.
/// A field is added without a new version; one that changes its meaning or goes is a new <see cref="SchemaVersion"/>.
/// </summary>
internal static class ResultJson
{
    /// <summary>Of everything written here.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new WordConverter<Verdict>(verdict => verdict.Style().Word),
            new WordConverter<UnconfirmedChange>(Verdicts.Word),
            new WordConverter<InconclusiveReason>(Verdicts.Word),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
        },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Render(Comparison comparison, int exitCode) =>
        Write(
            new
            {
                SchemaVersion,
                Kind = "comparison",
                ExitCode = exitCode,
                comparison.Rules.Margin,
                comparison.Rules.Tolerance,
                JudgingRules.FalseDiscoveryRate,
                LaunchSummary = LaunchSummaries.ForReports,
                Baseline = Run(comparison.Baseline),
                Candidate = Run(comparison.Candidate),
                comparison.Warnings,
                GeometricMean = comparison.LogGeometricMean is { } mean ? Interval(mean) : null,
                Benchmarks = comparison.Judgements.Select(Row),
                Missing = comparison.Missing.Select(Key),
                Failed = comparison.Failed.Select(Key),
                FailedInBoth = comparison.FailedInBoth.Select(Key),
                FailedInBaseline = comparison.Mended.Select(Key),
                Added = comparison.Added.Select(Key),
                Ambiguous = comparison.Ambiguous.Select(Key),
                comparison.PossibleRenames,
                MoreAllocated = comparison.MoreAllocated.Select(judgement => Key(judgement.Assessment.Pair)),
                UnevenlyBad = comparison.UnevenOutliers.Select(judgement => Key(judgement.Assessment.Pair)),
            }
        );

    public static string Render(Matrix matrix, int exitCode) =>
        Write(
            new
            {
                SchemaVersion,
                Kind = "matrix",
                ExitCode = exitCode,
                LaunchSummary = LaunchSummaries.ForReports,
                Runs = matrix.Table.Runs.Select(Run),
                matrix.Warnings,
                Benchmarks = matrix.Table.Rows.Select((row, i) => CreateRow(matrix, row, i)),
                MoreAllocated = matrix.MoreAllocated.Select(growth => new
                {
                    growth.Row.Key.FullName,
                    growth.Row.Key.Job,
                    Distinction = Known(growth.Row.Key.Distinction),
                    growth.Run,
                    growth.FirstBytes,
                    growth.Bytes,
                }),
                GeometricMeans = matrix.Means.Select(mean => new
                {
                    mean.Group,
                    mean.Benchmarks,
                    Speedups = mean.LogMeans.Select(Interval),
                }),
                RankReversals = matrix.Reversals.Select(reversal => new
                {
                    One = Key(reversal.One.Key),
                    Other = Key(reversal.Other.Key),
                    FasterIn = reversal.Run,
                    SlowerIn = reversal.OtherRun,
                }),
            }
        );

    private static object CreateRow(Matrix matrix, RunRow row, int index) =>
        new
        {
            row.Key.FullName,
            row.Key.Job,
            Distinction = Known(row.Key.Distinction),
            row.Group,
            Runs = row.Cells.Select((cell, run) => CreateCell(matrix, row, cell, run, matrix.Changes[index][run])),
        };

    private static object CreateCell(Matrix matrix, RunRow row, RunCell cell, int run, SpeedupChange? change) =>
        new
        {
            Status = FormatStatus(cell),
            cell.Nanoseconds,
            cell.Benchmark?.ReportedMeanNanoseconds,
            AllocatedBytes = cell.Benchmark?.AllocatedBytesPerOp,
            Launches = cell.Side?.Launches,
            SetAside = cell.Side?.Excluded,
            Speedup = matrix.Table.ComputeLogSpeedup(row, run) is { } speedup ? Interval(speedup) : null,
            SpeedupRatioToFirst = change is null
                ? null
                : new
                {
                    Ratio = Interval(change.LogRatio),
                    change.AdjustedPValue,
                    change.Verdict,
                },
            Rank = matrix.FindRank(row, run),
            TimeRatioToFirst = matrix.FindTime(row, run) is { } judgement ? CreateTime(judgement) : null,
        };

    private static object CreateTime(Judgement judgement) =>
        new
        {
            judgement.Verdict,
            Suspicion = judgement.Unconfirmed,
            Doubt = judgement.Reason,
            judgement.IsWithinTolerance,
            judgement.IsOneExperiment,
            Ratio = judgement.Assessment.LogRatio is { } ratio ? Interval(ratio) : null,
            judgement.AdjustedPValue,
        };

    /// <summary>The state of a benchmark in one of several runs.</summary>
    public static string FormatStatus(RunCell cell) =>
        cell.Benchmark is null ? "missing"
        : cell.Benchmark.IsFailed ? "failed"
        : "measured";

    public static string Render(History history) =>
        Write(
            new
            {
                SchemaVersion,
                Kind = "history",
                Values = history.IsAbsolute ? "nanoseconds" : "speedup",
                Runs = history.Runs.Select(Run),
                Benchmarks = history.Series.Select(series => new
                {
                    series.Key.FullName,
                    series.Key.Job,
                    Distinction = Known(series.Key.Distinction),
                    series.IsBaseline,
                    Points = series.Points.Select(point => new
                    {
                        Run = point.Run.Path,
                        Value = Math.Exp(point.Log),
                        point.AllocatedBytes,
                    }),
                    Changes = series.Changes.Select(change => new
                    {
                        FirstRun = series.Points[change.Index].Run.Path,
                        series.Points[change.Index].Run.Environment.Commit,
                        Ratio = Math.Exp(change.LogRatio),
                    }),
                    AllocationChanges = series.AllocationChanges.Select(change => new
                    {
                        FirstRun = change.Run.Path,
                        change.Run.Environment.Commit,
                        BytesBefore = change.Before,
                        change.Bytes,
                    }),
                }),
            }
        );

    private static object Row(Judgement judgement)
    {
        Assessment assessment = judgement.Assessment;
        return new
        {
            assessment.Pair.Key.FullName,
            assessment.Pair.Key.Job,
            Distinction = Known(assessment.Pair.Key.Distinction),
            judgement.Verdict,
            Suspicion = judgement.Unconfirmed,
            Doubt = assessment.Reason,
            judgement.IsWithinTolerance,
            judgement.IsOneExperiment,
            RestsOn = judgement.Basis,
            ExperimentDifference = judgement.IsOneExperiment ? (ExperimentDifference?)null : judgement.Pair.Difference,
            CandidateFullName = FindOther(judgement.Pair, key => key.FullName),
            CandidateJob = FindOther(judgement.Pair, key => key.Job),
            Ratio = assessment.LogRatio is { } ratio ? Interval(ratio) : null,
            PValue = assessment.IsTested ? assessment.PValue : (double?)null,
            judgement.AdjustedPValue,
            MinimumDetectableRatio = 1 + judgement.MinimumDetectableEffect,
            Baseline = CreateSide(assessment.BaselineNanoseconds, assessment.Baseline, assessment.Pair.Baseline!),
            Candidate = CreateSide(assessment.CandidateNanoseconds, assessment.Candidate, assessment.Pair.Candidate!),
            Metrics = MetricsTable.Pairs(assessment.Pair).Select(CreateMetric),
        };
    }

    // The name of the candidate's benchmark where the baseline's is another.
    private static string? FindOther(Pair pair, Func<BenchmarkKey, string> read) =>
        read(pair.Candidate!.Key) is var name && name != read(pair.Key) ? name : null;

    private static object CreateMetric(MetricPair pair) =>
        new
        {
            pair.Either.Id,
            pair.Either.Name,
            pair.Either.Unit,
            pair.Either.IsGreaterBetter,
            Baseline = pair.Baseline?.Value,
            Candidate = pair.Candidate?.Value,
        };

    private static object CreateSide(double nanoseconds, Side side, Benchmark benchmark) =>
        new
        {
            Nanoseconds = nanoseconds,
            benchmark.ReportedMeanNanoseconds,
            benchmark.HasMeasurableTime,
            side.Launches,
            SetAside = side.Excluded,
            AllocatedBytes = benchmark.AllocatedBytesPerOp,
        };

    private static object Interval(Estimate log) =>
        new
        {
            Value = Math.Exp(log.Value),
            Lower = Math.Exp(log.Lower),
            Upper = Math.Exp(log.Upper),
        };

    private static object Key(Pair pair) => Key(pair.Key);

    private static object Key(BenchmarkKey key) =>
        new
        {
            key.FullName,
            key.Job,
            Distinction = Known(key.Distinction),
        };

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static object Run(Report report) =>
        new
        {
            report.Path,
            Machine = report.Machine.Host?.Name is { Length: > 0 } name ? name : null,
            report.Machine.Processor,
            report.Machine.LogicalCores,
            report.Machine.Platform,
            report.Machine.Architecture,
            report.Environment.Runtime,
            report.Environment.BenchmarkDotNet,
            report.Environment.StartedUtc,
            report.Environment.Commit,
        };

    /// <summary>The text, its lines ended by \n.</summary>
    public static string Write(object result) => JsonSerializer.Serialize(result, Options) + "\n";

    private sealed class WordConverter<T>(Func<T, string> word) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(JsonNamingPolicy.CamelCase.ConvertName(word(value)));
    }
}
