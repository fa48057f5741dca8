using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Each benchmark's course over the runs of a machine, as the index shows it.</summary>
internal static class OverTime
{
    /// <param name="machines">The machines with their runs.</param>
    /// <param name="comparisons">The pages that compare two runs.</param>
    /// <param name="root">The folder of the index.</param>
    public static ImmutableArray<Block> Create(ImmutableArray<MachineHistory> machines, RunComparisons comparisons, string root) =>
        [
            .. machines.SelectMany(
                (machine, i) =>
                    Section.Create(
                        $"Over time: {machine.Name}",
                        [
                            .. machine.Histories.SelectMany(
                                (history, j) => CreateHistory(machine, history, comparisons, root, $"{i + 1}-{j + 1}")
                            ),
                        ]
                    )
            ),
        ];

    private static IEnumerable<Block> CreateHistory(
        MachineHistory machine,
        History history,
        RunComparisons comparisons,
        string root,
        string number
    ) =>
        [
            new Paragraph(Describe(machine, history)),
            .. HistoryPicture.Draw(history, $"index-history-{number}", $", {machine.Name}", comparisons.Find),
            CreateTable(machine, history, comparisons, root),
        ];

    private static string Describe(MachineHistory machine, History history) =>
        $"{HistoryDocument.Conclude(history)} "
        + (
            history.IsAbsolute
                ? "Times: a slow day of the machine moves all of them."
                : "Speed-ups over each run's own baseline: a slow day of the machine does not move them."
        )
        + (machine.LeftOut == 0 ? "" : $" {Figures.FormatCount(machine.LeftOut, "older run")} stand in the table of runs only.")
        + $" A change needs {Figures.FormatCount(ChangeDetector.ShortestLevel)} runs on each side.";

    private static Grid CreateTable(MachineHistory machine, History history, RunComparisons comparisons, string root)
    {
        ImmutableDictionary<HistorySeries, Cell> explanations = LinkExplanations(machine, history, root);
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.ShortenBenchmarks(history.Series.Select(series => series.Key));
        return Grid.Create(
            history.Shown.OrderByDescending(series => series.Changes.Select(change => Math.Abs(change.LogRatio)).DefaultIfEmpty(0).Max()),
            new("Benchmark", series => names[series.Key]),
            new("Runs", series => Figures.FormatCount(series.Points.Length), true),
            new("First", series => HistoryDocument.FormatValue(history, series.Points[0].Log), true),
            new("Last", series => HistoryDocument.FormatValue(history, series.Points[^1].Log), true),
            new("Last ÷ first", series => Figures.FormatRatio(FindRatio(series)), true)
            {
                Size = series => history.IsAbsolute ? FindRatio(series) : -FindRatio(series),
                IsChange = true,
            },
            new("Course", HistoryDocument.DrawCourse),
            new("Last change", series => FormatLastChange(history, series)) { IsOptional = true },
            new(
                "Since",
                series => FindLastChange(series) is { } at ? RunText.FormatSource(series.Points[at].Run.Environment.Commit) : Figures.None
            )
            {
                IsOptional = true,
            },
            new("Compared", series => LinkComparison(series, comparisons)) { IsOptional = true },
            new("Explained", series => explanations.GetValueOrDefault(series, Figures.None)) { IsOptional = true }
        );
    }

    // Of the last change.
    private static ImmutableDictionary<HistorySeries, Cell> LinkExplanations(MachineHistory machine, History history, string root) =>
        (
            from series in history.Shown
            let at = FindLastChange(series)
            where at is not null
            let run = series.Points[at.Value].Run
            let page = KeptExplanations.Find(Path.Combine(root, machine.FindFolder(run)), run, series.Key.FullName)
            where page is not null
            select KeyValuePair.Create(series, new Cell("what changed", Link: RelativeLink.From(root, page)))
        ).ToImmutableDictionary();

    private static double FindRatio(HistorySeries series) => series.Points[^1].Log - series.Points[0].Log;

    private static int? FindLastChange(HistorySeries series) => series.Changes is [.., var last] ? last.Index : null;

    private static Cell FormatLastChange(History history, HistorySeries series) =>
        series.Changes is [.., var last] ? new Cell(HistoryDocument.FormatChange(history, last), Tone.Uncertain) : Figures.None;

    // Where nothing changed, the newest run and the one before it.
    private static Cell LinkComparison(HistorySeries series, RunComparisons comparisons)
    {
        int at = FindLastChange(series) ?? series.Points.Length - 1;
        return at > 0 && comparisons.Find(series.Points[at - 1].Run, series.Points[at].Run) is { } link
            ? new Cell(FindLastChange(series) is null ? "last two runs" : "before and after", Link: link)
            : Figures.None;
    }
}
