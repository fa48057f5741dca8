using System.Collections.Immutable;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Speed-ups over the run's own baseline, with their intervals and the best that each schedule can reach.</summary>
internal static class SpeedupPicture
{
    /// <param name="view">The class.</param>
    /// <param name="elsewhere">A benchmark of another class to compare with, where lengths are logarithmic; null for none.</param>
    /// <returns>Null where nothing is compared with anything.</returns>
    public static Picture? Of(ClassView view, (string Name, Subject Subject)? elsewhere)
    {
        ImmutableArray<SubjectGroup> comparable =
        [
            .. view.Groups.Where(group => group.Subjects.Count(subject => subject.Speedup is not null) > 1),
        ];
        if (comparable.IsEmpty)
        {
            return null;
        }

        (ImmutableArray<SubjectGroup> drawn, int leftOut) = PictureRules.Limit(comparable);
        bool isLog = PictureRules.AreFarApart(
            drawn.SelectMany(group => group.Subjects).Select(subject => subject.Speedup).OfType<double>()
        );
        bool hasBounds = drawn.Any(group => group.Subjects.Any(subject => subject.Metric(SuiteMetrics.Bound) is not null));
        RowGroup[] comparison =
            isLog && elsewhere is { } other
                ? [new RowGroup($"For comparison: the fastest of {other.Name}", [RowOf(other.Subject, isLog, "")])]
                : [];
        string id = $"report-{view.Id}-speedup";
        RowChart chart = new(
            id,
            $"{view.Name}: speed-up over {BaselineOf(comparable)}",
            Description(comparable),
            new Axis("Speed-up", Quantity.Times, isLog, !isLog),
            [
                .. drawn.Select(group => new RowGroup(
                    group.Heading,
                    [.. group.Subjects.Select(subject => RowOf(subject, isLog, subject.Name))]
                )),
                .. comparison,
            ],
            LegendOf(isLog, hasBounds)
        )
        {
            Reference = (1, BaselineOf(comparable)),
        };
        return new Picture(id, chart.Title, Caption(isLog, hasBounds) + PictureRules.NotDrawn(leftOut), chart.Draw(), Values(comparable));
    }

    private static ChartRow RowOf(Subject subject, bool isLog, string name)
    {
        string label = name.Length > 0 ? name : subject.Name + (subject.Parameters.Length > 0 ? $" ({subject.Parameters})" : "");
        if (subject.Speedup is not { } speedup)
        {
            return new ChartRow(label, "failed", []);
        }

        double? bound = subject.Metric(SuiteMetrics.Bound);
        string hover = PictureRules.Hover(
            label,
            $"{PictureRules.Speedup(speedup)}{(IntervalOf(subject) is { Length: > 0 } interval ? $" ({interval})" : "")}",
            PictureRules.Time(subject.Nanoseconds)
        );
        return new ChartRow(
            label,
            PictureRules.Speedup(speedup) + (bound is { } best ? $" of {PictureRules.Speedup(best)}" : ""),
            [
                isLog ? new Spot(speedup, Shape.Circle, 1, 0, hover) : new Bar(0, speedup, 1, BarStyle.Solid, hover),
                .. PictureRules.WhiskerOf(subject.LogSpeedup, hover),
                .. bound is { } limit
                    ? [new Limit(limit, PictureRules.Hover(label, $"bound {PictureRules.Speedup(limit)}"))]
                    : Array.Empty<Mark>(),
            ]
        );
    }

    private static string IntervalOf(Subject subject) => PictureRules.SpeedupInterval(subject.LogSpeedup);

    private static string BaselineOf(ImmutableArray<SubjectGroup> groups) =>
        groups.SelectMany(group => group.Subjects).FirstOrDefault(subject => subject.IsBaseline)?.Name ?? "the baseline";

    private static string Description(ImmutableArray<SubjectGroup> groups) =>
        string.Join(
            " ",
            groups
                .Take(8)
                .Select(group =>
                    group.Subjects.Where(subject => subject.Speedup is not null).MaxBy(subject => subject.Speedup) is { } best
                        ? $"{(group.Heading is { } heading ? $"{heading}: " : "")}the highest is {best.Name} with {PictureRules.Speedup(best.Speedup)}."
                        : ""
                )
        );

    private static ImmutableArray<LegendItem> LegendOf(bool isLog, bool hasBounds) =>
        [
            new(isLog ? new Spot(0, Shape.Circle, 1, 0, "") : new Bar(0, 0, 1, BarStyle.Solid, ""), "speed-up"),
            new(new Whisker(0, 0, 0, ""), "95 % interval"),
            .. hasBounds ? [new LegendItem(new Limit(0, ""), "bound: the best its schedule can reach")] : Array.Empty<LegendItem>(),
        ];

    private static string Caption(bool isLog, bool hasBounds) =>
        "How many times as fast as the baseline; the thin line is the 95 % interval over the launches."
        + (
            hasBounds
                ? " The upright mark is the bound: what ends there does all that its schedule allows, and only another schedule helps."
                : ""
        )
        + (isLog ? " The axis is logarithmic: equal distances are equal ratios." : "");

    private static Grid Values(ImmutableArray<SubjectGroup> groups) =>
        new(
            [
                new Column("Benchmark"),
                new Column("Parameters"),
                new Column("Speed-up", true),
                new Column("95 % interval", true),
                new Column("Bound", true),
                new Column("Efficiency", true),
            ],
            [
                .. groups.SelectMany(group =>
                    group.Subjects.Select(subject =>
                        ImmutableArray.Create<Cell>(
                            subject.Name,
                            group.Heading ?? "",
                            PictureRules.Speedup(subject.Speedup),
                            PictureRules.OrNone(IntervalOf(subject)),
                            PictureRules.Speedup(subject.Metric(SuiteMetrics.Bound)),
                            SubjectTable.EfficiencyText(subject)
                        )
                    )
                ),
            ]
        );
}
