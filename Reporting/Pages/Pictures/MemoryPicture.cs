using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>Memory: the peak of all processes where a report has it, else what an operation allocates.</summary>
internal static class MemoryPicture
{
    /// <returns>Null where the report knows neither.</returns>
    public static Picture? Of(ClassView view)
    {
        bool hasPeak = view.Subjects.Any(subject => subject.Metric(SuiteMetrics.Peak) is not null);
        Func<Subject, double?> value = hasPeak
            ? subject => subject.Metric(SuiteMetrics.Peak)
            : subject => subject.Benchmark.AllocatedBytesPerOp;
        string name = hasPeak ? "Peak memory of all processes" : "Managed memory allocated by an operation";
        ImmutableArray<SubjectGroup> known =
        [
            .. view
                .Groups.Select(group => group with { Subjects = [.. group.Subjects.Where(subject => value(subject) is not null)] })
                .Where(group => group.Subjects.Length > 0),
        ];
        (ImmutableArray<SubjectGroup> drawn, int leftOut) = PictureRules.Limit(known);
        double[] values = [.. drawn.SelectMany(group => group.Subjects).Select(subject => value(subject)!.Value)];
        if (values.Length < 2 || values.All(bytes => bytes == 0))
        {
            return null;
        }

        bool isLog = PictureRules.AreFarApart(values);
        string id = $"report-{view.Id}-memory";
        RowChart chart = new(
            id,
            $"{view.Name}: {char.ToLowerInvariant(name[0])}{name[1..]}",
            $"From {Figures.Bytes(values.Min())} to {Figures.Bytes(values.Max())}.",
            new Axis(name, Quantity.Memory, isLog, !isLog),
            [
                .. drawn.Select(group => new RowGroup(
                    group.Heading,
                    [.. group.Subjects.Select(subject => RowOf(subject, value(subject)!.Value, isLog))]
                )),
            ],
            []
        );
        return new Picture(
            id,
            chart.Title,
            (
                hasPeak
                    ? "Physical memory at its peak, of the process and its workers. Pages that processes share count in each of them."
                    : "Bytes on the managed heap; what is native or on a stack is not in it."
            ) + PictureRules.NotDrawn(leftOut),
            chart.Draw(),
            new Grid(
                [new Column("Benchmark"), new Column("Parameters"), new Column(name, true)],
                [
                    .. known.SelectMany(group =>
                        group.Subjects.Select(subject =>
                            ImmutableArray.Create<Cell>(subject.Name, group.Heading ?? "", Figures.Bytes(value(subject)))
                        )
                    ),
                ]
            )
        );
    }

    private static ChartRow RowOf(Subject subject, double bytes, bool isLog)
    {
        string hover = PictureRules.Hover(subject.Name, Figures.Bytes(bytes));
        return new ChartRow(
            subject.Name,
            Figures.Bytes(bytes),
            [isLog ? new Spot(bytes, Shape.Circle, 1, 0, hover) : new Bar(0, bytes, 1, BarStyle.Solid, hover)]
        );
    }
}
