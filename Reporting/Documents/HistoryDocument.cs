using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The runs of one machine over time, for a reader.</summary>
internal static class HistoryDocument
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <param name="history">What was found.</param>
    /// <param name="warnings">What a reader should know of the runs before.</param>
    public static ImmutableArray<Block> Create(History history, ImmutableArray<string> warnings)
    {
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.Of(history.Series.Select(series => series.Key));
        HistorySeries[] shown = [.. history.Shown];
        return
        [
            new Paragraph(
                $"{Figures.Count(history.Runs.Length, "run")}{(history.Foreign is [] ? "" : $", {Figures.Count(history.Runs.Length - history.Foreign.Length)} of them")} of {history.Machine.Description}, {Span(history)}. {(history.IsAbsolute ? "Times: a slow day of the machine moves all of them." : "Speed-ups over each run's own baseline: a slow day of the machine does not move them.")}"
            ),
            new Grid(
                [
                    new Column("Benchmark"),
                    new Column("Runs", true),
                    new Column("First", true),
                    new Column("Last", true),
                    new Column("Course"),
                    new Column("Changes", true),
                ],
                [.. shown.Select(series => Row(history, series, names[series.Key]))]
            ),
            .. Changes(history, shown, names),
            .. Notes(history, warnings, names) is { Length: > 0 } notes
                ? [new Heading("Findings"), new Bullets(notes)]
                : ImmutableArray<Block>.Empty,
        ];
    }

    private static ImmutableArray<string> Notes(
        History history,
        ImmutableArray<string> warnings,
        ImmutableDictionary<BenchmarkKey, string> names
    ) =>
        [
            .. warnings,
            .. history.Foreign.Select(run =>
                history.IsAbsolute
                    ? $"{run.Path} is a gap: its times are of {run.Machine.Description}. Where that is the same machine, vouch for it with --same-machine."
                    : $"{run.Path} is of {run.Machine.Description}: its ratios are shown among the others, and may differ because the machine does."
            ),
            .. history.LeftOut.Select(series =>
                $"{names[series.Key]}: no run{(history is { IsAbsolute: true, Foreign.Length: > 0 } ? " of this machine" : "")} has a {(history.IsAbsolute ? "measurement" : "ratio")} of it."
            ),
            .. history.Runs.SelectMany(run => run.Warnings.Select(warning => $"{run.Path}: {warning}")),
        ];

    private static ImmutableArray<Cell> Row(History history, HistorySeries series, string name) =>
        [
            name,
            Figures.Count(series.Points.Length),
            Value(history, series.Points[0].Log),
            Value(history, series.Points[^1].Log),
            Course(series),
            series.Changes is [] ? "0" : new Cell(Figures.Count(series.Changes.Length), Tone.Uncertain),
        ];

    private static ImmutableArray<Block> Changes(History history, HistorySeries[] shown, ImmutableDictionary<BenchmarkKey, string> names)
    {
        ImmutableArray<string> changes =
        [
            .. shown.SelectMany(series => series.Changes.Select(change => Text(history, series, change, names[series.Key]))),
        ];
        string need = $"A change needs {Figures.Count(History.ShortestLevel)} runs on each side";
        return changes is []
            ? [new Paragraph($"No level changed. {need}, so the last two runs cannot show one.")]
            :
            [
                new Heading("Changes"),
                new Bullets(changes),
                new Paragraph($"{need}; found by ED-PELT. Confirm one with a comparison of the runs on both sides."),
            ];
    }

    private static string Text(History history, HistorySeries series, ChangePoint change, string name)
    {
        // A higher speed-up is faster, a higher time slower.
        double slowdown = history.IsAbsolute ? change.LogRatio : -change.LogRatio;
        Report first = series.Points[change.Index].Run;
        Report last = series.Points[change.Index - 1].Run;
        return $"{name}: {Figures.Change(slowdown)} since {first.Path} (source {RunText.Source(first.Environment.Commit)}; the run before has {RunText.Source(last.Environment.Commit)}).";
    }

    private static string Value(History history, double log) => history.IsAbsolute ? Figures.Time(Math.Exp(log)) : Figures.Speedup(log);

    private static string Span(History history) => $"{RunText.Started(history.Runs[0])} to {RunText.Started(history.Runs[^1])}";

    private static string Course(HistorySeries series)
    {
        double lowest = series.Points.Min(point => point.Log);
        double range = series.Points.Max(point => point.Log) - lowest;
        return string.Concat(
            series.Points.Select(point => Levels[range == 0 ? 0 : (int)Math.Round((point.Log - lowest) / range * (Levels.Length - 1))])
        );
    }
}
