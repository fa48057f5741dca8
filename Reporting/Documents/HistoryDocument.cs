using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The runs of one machine over time, for a reader.</summary>
internal static class HistoryDocument
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <param name="history">The runs and their changes.</param>
    /// <param name="warnings">The warnings of all runs.</param>
    /// <param name="pictures">Drawn before the table.</param>
    public static ImmutableArray<Block> Create(History history, ImmutableArray<string> warnings, params IEnumerable<Picture> pictures)
    {
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(history.Series.Select(series => series.Key));
        HistorySeries[] shown = [.. history.Shown];
        return
        [
            new Paragraph(Describe(history)),
            .. pictures,
            CreateTable(history, shown, names),
            .. DescribeChanges(history, shown, names),
            .. Section.Create("Allocations", DescribeAllocations(history, names)),
            .. Section.Create("Findings", DescribeFindings(history, warnings, names)),
        ];
    }

    private static Grid CreateTable(History history, HistorySeries[] shown, ImmutableDictionary<BenchmarkKey, string> names) =>
        Grid.Create(
            shown,
            new("Benchmark", series => names[series.Key]),
            new("Runs", series => Figures.FormatCount(series.Points.Length), true),
            new("First", series => FormatValue(history, series.Points[0].Log), true),
            new("Last", series => FormatValue(history, series.Points[^1].Log), true),
            new("Course", DrawCourse),
            new(
                "Changes",
                series => series.Changes is [] ? "0" : new Cell(Figures.FormatCount(series.Changes.Length), Tone.Uncertain),
                true
            )
        );

    /// <summary>The number of benchmarks that changed.</summary>
    public static string Conclude(History history) =>
        $"{Figures.FormatCount(history.Shown.Count(series => series.Changes.Length > 0))} of "
        + $"{Figures.FormatCount(history.Shown.Length, "benchmark")} changed over {Figures.FormatCount(history.Runs.Length, "run")}.";

    private static string Describe(History history)
    {
        string own = history.Foreign is [] ? "" : $", {Figures.FormatCount(history.Runs.Length - history.Foreign.Length)} of them";
        string span = $"{RunText.FormatStart(history.Runs[0])} to {RunText.FormatStart(history.Runs[^1])}";
        return $"{Figures.FormatCount(history.Runs.Length, "run")}{own} of {history.Machine.Description}, {span}. "
            + (
                history.IsAbsolute
                    ? "Times: a slow day of the machine moves all of them."
                    : "Speed-ups over each run's own baseline: a slow day of the machine does not move them."
            );
    }

    private static ImmutableArray<string> DescribeFindings(
        History history,
        ImmutableArray<string> warnings,
        ImmutableDictionary<BenchmarkKey, string> names
    ) =>
        [
            .. warnings,
            .. history.Foreign.Select(run =>
                history.IsAbsolute
                    ? $"{run.Path} is a gap: its times are of {run.Machine.Description}. "
                        + "If that is the same machine, add --same-machine."
                    : $"{run.Path} is of {run.Machine.Description}: "
                        + "its ratios are shown among the others, and may differ because the machine does."
            ),
            .. history.LeftOut.Select(series =>
                $"{names[series.Key]}: no run{(history is { IsAbsolute: true, Foreign.Length: > 0 } ? " of this machine" : "")} "
                + $"has a {(history.IsAbsolute ? "measurement" : "ratio")} of it."
            ),
            .. history.Runs.SelectMany(run => run.Warnings.Select(warning => $"{run.Path}: {warning}")),
        ];

    private static ImmutableArray<Block> DescribeChanges(
        History history,
        HistorySeries[] shown,
        ImmutableDictionary<BenchmarkKey, string> names
    )
    {
        ImmutableArray<string> changes =
        [
            .. shown.SelectMany(series => series.Changes.Select(change => DescribeChange(history, series, change, names[series.Key]))),
        ];
        string need = $"A change needs {Figures.FormatCount(ChangeDetector.ShortestLevel)} runs on each side";
        string limit =
            history.Runs.Length < 2 * ChangeDetector.ShortestLevel
                ? $"and this is a history of {Figures.FormatCount(history.Runs.Length, "run")}"
                : "so the last two runs cannot show one";
        return changes is []
            ? [new Paragraph($"No level changed. {need}, {limit}.")]
            :
            [
                new Heading("Changes"),
                new Bullets(changes),
                new Paragraph(
                    $"{need}, and the margin, and p at most 5 % with outlier runs left out. "
                        + "Confirm one with a comparison of the runs on both sides."
                ),
            ];
    }

    private static string DescribeChange(History history, HistorySeries series, ChangePoint change, string name)
    {
        Report first = series.Points[change.Index].Run;
        Report last = series.Points[change.Index - 1].Run;
        return $"{name}: {FormatChange(history, change)} since {first.Path} (source {RunText.FormatSource(first.Environment.Commit)}; "
            + $"the run before has {RunText.FormatSource(last.Environment.Commit)}).";
    }

    private static ImmutableArray<string> DescribeAllocations(History history, ImmutableDictionary<BenchmarkKey, string> names) =>
        [
            .. from series in history.Series
            from change in series.AllocationChanges
            select $"{names[series.Key]}: {Figures.FormatExactBytes(change.Before)} → {Figures.FormatExactBytes(change.Bytes)} "
                + $"since {change.Run.Path} (source {RunText.FormatSource(change.Run.Environment.Commit)}).",
        ];

    /// <summary>The size of a change. A higher speed-up is faster, a higher time slower.</summary>
    public static string FormatChange(History history, ChangePoint change) =>
        Figures.FormatChange(history.IsAbsolute ? change.LogRatio : -change.LogRatio);

    /// <summary>A time or a speed-up.</summary>
    public static string FormatValue(History history, double log) =>
        history.IsAbsolute ? Figures.FormatTime(Math.Exp(log)) : Figures.FormatSpeedup(log);

    /// <summary>A course in one line of text.</summary>
    public static Cell DrawCourse(HistorySeries series)
    {
        double lowest = series.Points.Min(point => point.Log);
        double range = series.Points.Max(point => point.Log) - lowest;
        return string.Concat(
            series.Points.Select(point => Levels[range == 0 ? 0 : (int)Math.Round((point.Log - lowest) / range * (Levels.Length - 1))])
        );
    }
}
