using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Times with their intervals, where nothing can be compared with a baseline.</summary>
internal static class TimePicture
{
    /// <returns>Null where fewer than two were measured.</returns>
    public static Picture? Of(ClassView view)
    {
        (ImmutableArray<SubjectGroup> drawn, int leftOut) = PictureRules.Limit(view.Groups);
        double[] times = [.. drawn.SelectMany(group => group.Subjects).Select(subject => subject.Nanoseconds).OfType<double>()];
        if (times.Length < 2)
        {
            return null;
        }

        bool isLog = PictureRules.AreFarApart(times);
        string id = $"report-{view.Id}-times";
        RowChart chart = new(
            id,
            $"{view.Name}: time of an operation",
            $"From {Figures.Time(times.Min())} to {Figures.Time(times.Max())}.",
            new Axis("Time of an operation", Quantity.Time, isLog, !isLog),
            [.. drawn.Select(group => new RowGroup(group.Heading, [.. group.Subjects.Select(subject => RowOf(subject, isLog))]))],
            [
                new(isLog ? new Spot(0, Shape.Circle, 1, 0, "") : new Bar(0, 0, 1, BarStyle.Solid, ""), "time"),
                new(new Whisker(0, 0, 0, ""), "95 % interval, from three launches on"),
            ]
        );
        return new Picture(
            id,
            chart.Title,
            "The typical time of a launch; the thin line is the 95 % interval over the launches."
                + (isLog ? " The axis is logarithmic: equal distances are equal ratios." : "")
                + PictureRules.NotDrawn(leftOut),
            chart.Draw(),
            new Grid(
                [new Column("Benchmark"), new Column("Parameters"), new Column("Time", true), new Column("95 % interval", true)],
                [
                    .. view.Groups.SelectMany(group =>
                        group.Subjects.Select(subject =>
                            ImmutableArray.Create<Cell>(
                                subject.Name,
                                group.Heading ?? "",
                                PictureRules.Time(subject.Nanoseconds),
                                PictureRules.OrNone(IntervalOf(subject))
                            )
                        )
                    ),
                ]
            )
        );
    }

    private static string IntervalOf(Subject subject) => PictureRules.IntervalOf(subject.Row.Cells[0].Log);

    private static ChartRow RowOf(Subject subject, bool isLog)
    {
        if (subject.Nanoseconds is not { } time)
        {
            return new ChartRow(subject.Name, "failed", []);
        }

        string hover = PictureRules.Hover(subject.Name, Figures.Time(time), IntervalOf(subject));
        return new ChartRow(
            subject.Name,
            Figures.Time(time),
            [
                isLog ? new Spot(time, Shape.Circle, 1, 0, hover) : new Bar(0, time, 1, BarStyle.Solid, hover),
                .. PictureRules.WhiskerOf(subject.Row.Cells[0].Log, hover),
            ]
        );
    }
}
