using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Compare.Drawing;
using ConcurrencyBench.Compare.Loading;
using ConcurrencyBench.Compare.Rendering;

namespace ConcurrencyBench.Compare.Paging.Pictures;

/// <summary>Who did what when, one lane a worker: shows at a glance which lane the others wait for.</summary>
internal static class TimelinePicture
{
    private const int MostRuns = 12;
    private const int MostLanes = 16;
    private const int MostSlices = 4_000;
    private const int MostLetters = 8;

    /// <param name="name">The trace's file, without its ending.</param>
    /// <param name="runs">What is in it.</param>
    /// <returns>Null where nothing is.</returns>
    public static Picture? Of(string name, ImmutableArray<TraceRun> runs)
    {
        TraceRun[] drawn = [.. runs.Where(run => run.Slices.Length is > 0 and <= MostSlices).Take(MostRuns)];
        if (drawn is [])
        {
            return null;
        }

        string[] letters = [.. drawn.SelectMany(run => run.Slices).GroupBy(slice => slice.Name).OrderByDescending(group => group.Sum(slice => slice.Length)).Select(group => group.Key).Take(MostLetters)];
        string id = $"report-{name}";
        LaneChart chart = new(
            id,
            Title(drawn),
            string.Join(" ", drawn.Select(run => $"{run.Name}: {Figures.Time(run.Length)}, lanes busy {string.Join(", ", run.Lanes.Take(MostLanes).Select((_, lane) => Figures.Percent(Busy(run, lane))))}.")),
            [.. drawn.Select(run => new LaneGroup($"{run.Name}: {Figures.Time(run.Length)}{MoreLanes(run)}", run.Length, [.. run.Lanes.Take(MostLanes).Select((lane, i) => LaneOf(run, lane, i, letters))]))],
            [.. letters.Select((letter, i) => (LetterOf(i), i + 1, SvgText.Fit(letter, 16)))]);
        return new Picture(
            id,
            chart.Title,
            Caption(drawn) + PictureRules.NotDrawn(runs.Length - drawn.Length).Replace("row", "run", StringComparison.Ordinal),
            chart.Draw(),
            new Grid(
                [new Column("Run"), new Column("Length", true), new Column("Lane"), new Column("Busy", true), new Column("Worked on")],
                [
                    .. runs.SelectMany(run => run.Lanes.Select((lane, i) => ImmutableArray.Create<Cell>(
                        run.Name, Figures.Time(run.Length), lane, Figures.Percent(Busy(run, i)), string.Join(", ", run.Slices.Where(slice => slice.Lane == i).Select(slice => slice.Name).Distinct().Take(20))))),
                ]));
    }

    // The largest part of the work, by candidates, among runs that keep it whole.
    private static (string Name, double Share)? Largest(TraceRun[] runs)
        => runs
            .Where(run => run.Slices.All(slice => slice.Candidates is not null))
            .Select(run => run.Slices.GroupBy(slice => slice.Name).Select(group => (group.Key, Share: group.Sum(slice => slice.Candidates!.Value) / run.Slices.Sum(slice => slice.Candidates!.Value))).MaxBy(part => part.Share))
            .Select(part => ((string, double)?)part)
            .FirstOrDefault();

    private static string Title(TraceRun[] runs)
        => Largest(runs) is { Share: > 0.3 and < 1 } largest
            ? $"Who ran which number when: A is {Figures.Percent(largest.Share)} of the work, so kept whole nothing beats {PictureRules.Speedup(1 / largest.Share)}"
            : "Who did what when";

    private static string Caption(TraceRun[] runs)
        => "One run of each, outside of any measurement. A coloured stretch is a worker at work, grey is idle."
            + (Largest(runs) is { Share: > 0.3 and < 1 } largest
                ? $" Where {largest.Name} is one piece, its lane works to the end and the others wait: all of the work ÷ that number = {PictureRules.Speedup(1 / largest.Share)}, with however many workers. Only ranges of it fill all lanes."
                : "");

    private static double Busy(TraceRun run, int lane)
        => run.Length > 0 ? run.Slices.Where(slice => slice.Lane == lane).Sum(slice => slice.Length) / run.Length : 0;

    private static string MoreLanes(TraceRun run) => run.Lanes.Length > MostLanes ? $"; {Figures.Count(run.Lanes.Length - MostLanes)} lanes more are in the table only" : "";

    private static string LetterOf(int index) => index is >= 0 and < MostLetters ? ((char)('A' + index)).ToString() : "·";

    private static Lane LaneOf(TraceRun run, string name, int lane, string[] letters)
        => new(
            name,
            $"{Figures.Percent(Busy(run, lane))} busy",
            [
                .. run.Slices.Where(slice => slice.Lane == lane).Select(slice => new LaneBlock(
                    slice.Start,
                    slice.Length,
                    LetterOf(Array.IndexOf(letters, slice.Name)),
                    Array.IndexOf(letters, slice.Name) is >= 0 and var series ? series + 1 : Colours.Series,
                    PictureRules.Hover(slice.Name, $"{Figures.Time(slice.Length)} from {Figures.Time(slice.Start)}", slice.Candidates is { } candidates ? string.Create(CultureInfo.InvariantCulture, $"{candidates:N0} candidates") : ""))),
            ]);
}
