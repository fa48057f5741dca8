using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>A run's work over time, one lane a worker: shows at a glance which lane the others wait for.</summary>
internal static class TimelinePicture
{
    private const int MostRuns = 12;
    private const int MostLanes = 16;
    private const int MostSlices = 4_000;
    private const int MostItems = 20;

    // The last colour is for all that have no letter, so none is of two letters.
    private const int MostLetters = Colours.Series - 1;
    private const string NoLetter = "·";

    /// <param name="id">The trace: letters, digits and hyphens, unique among the run's traces.</param>
    /// <param name="runs">The runs in it.</param>
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
                .OrderByDescending(group => group.Sum(slice => slice.LengthNanoseconds))
                .Select(group => group.Key),
        ];
        string[] letters = [.. items.Take(MostLetters)];
        LargestItem? largest = LargestItem.Find(drawn) is { } item && letters.Contains(item.Name) ? item : null;
        LaneChart chart = new(
            $"report-{id}",
            FormatTitle(largest, letters),
            string.Join(" ", drawn.Select(Describe)),
            [.. drawn.Select(run => CreateGroup(run, letters))],
            CreateLegend(letters, items.Length > letters.Length)
        );
        return new Picture(
            chart.Id,
            chart.Title,
            Caption(largest) + PictureRules.NotDrawn(runs.Length - drawn.Length, "run"),
            chart.Draw(),
            CreateValues(runs)
        );
    }

    private static string Describe(TraceRun run)
    {
        IEnumerable<string> busy = run.Lanes.Take(MostLanes).Select((_, lane) => Figures.FormatPercent(Busy(run, lane)));
        return $"{run.Name}: {Figures.FormatTime(run.LengthNanoseconds)}, lanes busy {string.Join(", ", busy)}.";
    }

    private static LaneGroup CreateGroup(TraceRun run, string[] letters) =>
        new(
            $"{run.Name}: {Figures.FormatTime(run.LengthNanoseconds)}{MoreLanes(run)}",
            run.LengthNanoseconds,
            [.. run.Lanes.Take(MostLanes).Select((lane, i) => CreateLane(run, lane, i, letters))]
        );

    private static Grid CreateValues(ImmutableArray<TraceRun> runs) =>
        Grid.Create(
            from run in runs
            from lane in run.Lanes.Index()
            select (Run: run, Lane: lane.Index, Name: lane.Item),
            new("Run", row => row.Run.Name),
            new("Length", row => Figures.FormatTime(row.Run.LengthNanoseconds), true),
            new("Lane", row => row.Name),
            new("Busy", row => Figures.FormatPercent(Busy(row.Run, row.Lane)), true),
            new("Worked on", row => ListItems(row.Run, row.Lane))
        );

    private static string ListItems(TraceRun run, int lane) =>
        string.Join(", ", run.Slices.Where(slice => slice.Lane == lane).Select(slice => slice.Name).Distinct().Take(MostItems));

    /// <returns>A sentence where runs of a trace are too large to be drawn.</returns>
    /// <param name="name">The trace's file, without its ending.</param>
    /// <param name="runs">What is in it.</param>
    public static IEnumerable<string> TooLarge(string name, ImmutableArray<TraceRun> runs) =>
        runs.Count(run => run.Slices.Length > MostSlices) is > 0 and var count
            ?
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Not drawn: {Figures.FormatCount(count, "run")} of more than {MostSlices:N0} slices in {name}.json. "
                ) + "A trace viewer such as ui.perfetto.dev shows all of it.",
            ]
            : [];

    private static string FormatTitle(LargestItem? largest, string[] letters) =>
        largest is { } item
            ? $"Who ran which item when: {FindLetter(Array.IndexOf(letters, item.Name))} is {Figures.FormatPercent(item.Share)} "
                + $"of the work, so kept whole nothing beats {PictureRules.Speedup(1 / item.Share)}"
            : "Who did what when";

    private static string Caption(LargestItem? largest) =>
        "One run of each, outside of any measurement. A coloured stretch is a worker at work, grey is idle."
        + (
            largest is { } item
                ? $" Where {item.Name} is one piece, its lane works to the end and the others wait: "
                    + $"all of the work ÷ that item = {PictureRules.Speedup(1 / item.Share)}, with however many workers. "
                    + "Only parts of it fill all lanes."
                : ""
        );

    private static ImmutableArray<(string, int, string)> CreateLegend(string[] letters, bool hasOthers) =>
        [
            .. letters.Select((letter, i) => (FindLetter(i), i + 1, letter)),
            .. hasOthers ? [(NoLetter, Colours.Series, "others")] : Array.Empty<(string, int, string)>(),
        ];

    private static double Busy(TraceRun run, int lane) =>
        run.LengthNanoseconds > 0
            ? run.Slices.Where(slice => slice.Lane == lane).Sum(slice => slice.LengthNanoseconds) / run.LengthNanoseconds
            : 0;

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
                        slice.StartNanoseconds,
                        slice.LengthNanoseconds,
                        FindLetter(Array.IndexOf(letters, slice.Name)),
                        Array.IndexOf(letters, slice.Name) is >= 0 and var series ? series + 1 : Colours.Series,
                        PictureRules.FormatHover(
                            slice.Name,
                            $"{Figures.FormatTime(slice.LengthNanoseconds)} from {Figures.FormatTime(slice.StartNanoseconds)}",
                            slice.Units is { } units ? string.Create(CultureInfo.InvariantCulture, $"{units.Count:N0} units of work") : ""
                        )
                    )),
            ]
        );
}
