using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Who did what when, one lane a worker: shows at a glance which lane the others wait for.</summary>
internal static class TimelinePicture
{
    private const int MostRuns = 12;
    private const int MostLanes = 16;
    private const int MostSlices = 4_000;

    // The last colour is for all that have no letter, so none is of two letters.
    private const int MostLetters = Colours.Series - 1;
    private const string NoLetter = "·";

    /// <param name="id">The trace: letters, digits and hyphens, unique among the run's traces.</param>
    /// <param name="runs">What is in it.</param>
    /// <returns>Null where nothing is, or nothing that can be drawn.</returns>
    public static Picture? Draw(string id, ImmutableArray<TraceRun> runs)
    {
        TraceRun[] drawn = [.. runs.Where(run => run.Slices.Length is > 0 and <= MostSlices).Take(MostRuns)];
        if (drawn is [])
        {
            return null;
        }

        string[] items =
        [
            .. drawn
                .SelectMany(run => run.Slices)
                .GroupBy(slice => slice.Name)
                .OrderByDescending(group => group.Sum(slice => slice.Length))
                .Select(group => group.Key),
        ];
        string[] letters = [.. items.Take(MostLetters)];
        LargestItem? largest = LargestItem.Find(drawn) is { } item && letters.Contains(item.Name) ? item : null;
        LaneChart chart = new(
            $"report-{id}",
            Title(largest, letters),
            string.Join(
                " ",
                drawn.Select(run =>
                    $"{run.Name}: {Figures.FormatTime(run.Length)}, lanes busy {string.Join(", ", run.Lanes.Take(MostLanes).Select((_, lane) => Figures.FormatPercent(Busy(run, lane))))}."
                )
            ),
            [
                .. drawn.Select(run => new LaneGroup(
                    $"{run.Name}: {Figures.FormatTime(run.Length)}{MoreLanes(run)}",
                    run.Length,
                    [.. run.Lanes.Take(MostLanes).Select((lane, i) => CreateLane(run, lane, i, letters))]
                )),
            ],
            CreateLegend(letters, items.Length > letters.Length)
        );
        return new Picture(
            chart.Id,
            chart.Title,
            Caption(largest) + PictureRules.NotDrawn(runs.Length - drawn.Length, "run"),
            chart.Draw(),
            new Grid(
                [new Column("Run"), new Column("Length", true), new Column("Lane"), new Column("Busy", true), new Column("Worked on")],
                [
                    .. runs.SelectMany(run =>
                        run.Lanes.Select(
                            (lane, i) =>
                                ImmutableArray.Create<Cell>(
                                    run.Name,
                                    Figures.FormatTime(run.Length),
                                    lane,
                                    Figures.FormatPercent(Busy(run, i)),
                                    string.Join(
                                        ", ",
                                        run.Slices.Where(slice => slice.Lane == i).Select(slice => slice.Name).Distinct().Take(20)
                                    )
                                )
                        )
                    ),
                ]
            )
        );
    }

    /// <returns>A sentence where runs of a trace are too large to be drawn.</returns>
    /// <param name="name">The trace's file, without its ending.</param>
    /// <param name="runs">What is in it.</param>
    public static IEnumerable<string> TooLarge(string name, ImmutableArray<TraceRun> runs) =>
        runs.Count(run => run.Slices.Length > MostSlices) is > 0 and var count
            ?
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Not drawn: {Figures.FormatCount(count, "run")} of more than {MostSlices:N0} slices in {name}.json. A trace viewer such as ui.perfetto.dev shows all of it."
                ),
            ]
            : [];

    private static string Title(LargestItem? largest, string[] letters) =>
        largest is { } item
            ? $"Who ran which number when: {FindLetter(Array.IndexOf(letters, item.Name))} is {Figures.FormatPercent(item.Share)} of the work, so kept whole nothing beats {PictureRules.Speedup(1 / item.Share)}"
            : "Who did what when";

    private static string Caption(LargestItem? largest) =>
        "One run of each, outside of any measurement. A coloured stretch is a worker at work, grey is idle."
        + (
            largest is { } item
                ? $" Where {item.Name} is one piece, its lane works to the end and the others wait: all of the work ÷ that number = {PictureRules.Speedup(1 / item.Share)}, with however many workers. Only ranges of it fill all lanes."
                : ""
        );

    private static ImmutableArray<(string, int, string)> CreateLegend(string[] letters, bool hasOthers) =>
        [
            .. letters.Select((letter, i) => (FindLetter(i), i + 1, letter)),
            .. hasOthers ? [(NoLetter, Colours.Series, "others")] : Array.Empty<(string, int, string)>(),
        ];

    private static double Busy(TraceRun run, int lane) =>
        run.Length > 0 ? run.Slices.Where(slice => slice.Lane == lane).Sum(slice => slice.Length) / run.Length : 0;

    private static string MoreLanes(TraceRun run) =>
        run.Lanes.Length > MostLanes ? $"; {Figures.FormatCount(run.Lanes.Length - MostLanes)} lanes more are in the table only" : "";

    private static string FindLetter(int index) => index >= 0 ? ((char)('A' + index)).ToString() : NoLetter;

    private static Lane CreateLane(TraceRun run, string name, int lane, string[] letters) =>
        new(
            name,
            $"{Figures.FormatPercent(Busy(run, lane))} busy",
            [
                .. run
                    .Slices.Where(slice => slice.Lane == lane)
                    .Select(slice => new LaneBlock(
                        slice.Start,
                        slice.Length,
                        FindLetter(Array.IndexOf(letters, slice.Name)),
                        Array.IndexOf(letters, slice.Name) is >= 0 and var series ? series + 1 : Colours.Series,
                        PictureRules.FormatHover(
                            slice.Name,
                            $"{Figures.FormatTime(slice.Length)} from {Figures.FormatTime(slice.Start)}",
                            slice.Candidates is { } candidates
                                ? string.Create(CultureInfo.InvariantCulture, $"{candidates.Count:N0} candidates")
                                : ""
                        )
                    )),
            ]
        );
}
