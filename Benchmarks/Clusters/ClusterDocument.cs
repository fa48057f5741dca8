using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Core.Simulation;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>The answer of a what-if for people, on the console and as Markdown.</summary>
internal static class ClusterDocument
{
    private const double NanosecondsPerSecond = 1e9;

    /// <returns>The blocks of the answer.</returns>
    public static ImmutableArray<Block> CreateBlocks(
        ClusterSetup setup,
        ImmutableArray<double> itemSeconds,
        string work,
        ImmutableArray<ClusterRow> rows
    ) =>
        [
            new Heading("What if there were many hosts?"),
            new Paragraph(DescribeWork(itemSeconds, work)),
            new Paragraph(DescribeCluster(setup)),
            CreateTable(rows),
            new Paragraph(DescribeSaturation(setup, itemSeconds)),
            new Paragraph(
                "Bound: the same messages on as many cores, when only items take time. Limit: what takes the most time beside the work, "
                    + "and the share of the time that goes without it; below 5 % none is named."
            ),
            new Heading("What this cannot know"),
            new Bullets([
                "A giver or broker that fails: it is there all the time, and does one thing at a time.",
                "A network that is full, loses, or is slower for some; hosts of unequal cores, or shared with other programs.",
                "The overheads: they are what was given, the same for every size.",
            ]),
        ];

    private static string DescribeWork(ImmutableArray<double> items, string work) =>
        $"{Figures.FormatCount(items.Length, "item")}, {FormatSeconds(items.Sum())} one after the other, the largest "
        + $"{FormatSeconds(items.Max())}; {work}.";

    private static string DescribeCluster(ClusterSetup setup)
    {
        List<string> parts =
        [
            $"{Figures.FormatCount(setup.Cores, "core")} a host",
            $"{Figures.FormatCount(setup.Batch, "item")} a message",
            $"{Figures.FormatCount(setup.Prefetch, "message")} a core held",
            $"hand-off {FormatSeconds(setup.HandOffSeconds)} a message and {FormatSeconds(setup.HandOffItemSeconds)} an item at the giver",
            $"{FormatSeconds(setup.WorkerSeconds)} a message on the worker",
            $"network {FormatSeconds(setup.LatencySeconds)} one way",
            double.IsFinite(setup.FailureSeconds)
                ? $"a host fails each {FormatSeconds(setup.FailureSeconds)} on average, which is known after "
                    + $"{FormatSeconds(setup.DetectionSeconds)} and repaired after {FormatSeconds(setup.RepairSeconds)}"
                : "no host fails",
        ];
        if (setup.StragglerShare > 0)
        {
            string times = Figures.FormatNumber(setup.StragglerFactor);
            parts.Add($"{Figures.FormatPercent(setup.StragglerShare)} of the hosts take {times} times as long");
        }

        parts.Add(setup.IsSpeculative ? "the last messages are given twice" : "no message is given twice without a failure");
        return $"{string.Join("; ", parts)}.";
    }

    private static Grid CreateTable(ImmutableArray<ClusterRow> rows)
    {
        (string Head, Func<ClusterRow, string> Cell)[] columns =
        [
            ("Hosts", row => Figures.FormatCount(row.Setup.Hosts)),
            ("Time", row => row.Median.HasEnded ? FormatSeconds(row.Median.Seconds) : "never ends"),
            ("Runs", row => FormatRuns(row)),
            ("Speed-up", row => row.Median.HasEnded ? FormatSpeedup(row.TotalSeconds / row.Median.Seconds) : Figures.None),
            ("Bound", row => FormatSpeedup(row.TotalSeconds / row.BoundSeconds)),
            ("Efficiency", row => Figures.FormatPercent(row.BoundSeconds / row.Median.Seconds)),
            ("Giver busy", row => row.Median.HasEnded ? Figures.FormatPercent(row.Median.GiverSeconds / row.Median.Seconds) : Figures.None),
            ("Failures", row => Figures.FormatCount(row.Median.Failures)),
            ("Repeated", row => Figures.FormatCount(row.Median.Repeated)),
            ("Copied", row => Figures.FormatCount(row.Median.Copied)),
            ("Duplicates", row => Figures.FormatCount(row.Median.Duplicates)),
        ];
        return new Grid(
            [.. columns.Select(column => new Column(column.Head, IsNumber: true)), new Column("Limit")],
            [.. rows.Select(row => columns.Select(column => new Cell(column.Cell(row))).Append(FormatLimit(row)).ToImmutableArray())]
        );
    }

    private static string FormatRuns(ClusterRow row) =>
        row.LowestSeconds < row.HighestSeconds
            ? Figures.FormatInterval(
                row.LowestSeconds,
                row.HighestSeconds,
                seconds => double.IsFinite(seconds) ? FormatSeconds(seconds) : "∞"
            )
            : "";

    private static Cell FormatLimit(ClusterRow row) =>
        !row.Median.HasEnded ? "hosts fail before they end a message"
        : row.Limit is { } limit ? $"{limit.Name}, {Figures.FormatPercent(limit.Share)}"
        : "the work";

    private static string DescribeSaturation(ClusterSetup setup, ImmutableArray<double> itemSeconds) =>
        ClusterLimits.ComputeSaturationHosts(setup, itemSeconds) switch
        {
            double.PositiveInfinity => "Handing over takes no time here, so that the giver never saturates.",
            var hosts => $"The giver saturates at {FormatHosts(hosts)}: from there on it is always busy, and more hosts wait for it. "
                + $"All messages take it {FormatSeconds(ClusterLimits.ComputeGiverSeconds(setup, itemSeconds))}.",
        };

    private static string FormatHosts(double hosts) =>
        hosts < 1
            ? "less than 1 host"
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(hosts):F0} {(hosts < 2 ? "host" : "hosts")}");

    private static string FormatSpeedup(double speedup) => Figures.FormatSpeedup(Math.Log(speedup));

    private static string FormatSeconds(double seconds) =>
        seconds == 0 ? "0"
        : seconds < 60 ? Figures.FormatTime(seconds * NanosecondsPerSecond)
        : Figures.FormatDuration(seconds);
}
