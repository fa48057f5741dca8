using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>The pictures of a comparison: its ratios with their intervals, and the launches that they rest on.</summary>
internal static class ComparisonPictures
{
    // The fewest values from which a curve can be drawn.
    private const int FewestLaunches = 3;

    /// <returns>None where nothing was measured on both sides.</returns>
    public static IEnumerable<Picture> Draw(Comparison comparison)
    {
        ImmutableDictionary<BenchmarkKey, string> names = PairNames.Shorten(comparison);
        ImmutableArray<Judgement> rows = ComparisonDocument.Order(comparison);
        return rows is []
            ? []
            :
            [
                RatioPicture.Draw(
                    "comparison-ratios",
                    [.. rows.Select(row => CreateRatio(row, names[row.Assessment.Pair.Key]))],
                    comparison.Rules.Margin
                ),
                .. DrawChanges(rows, names),
                Launches(rows, names),
            ];
    }

    private static double Ratio(Assessment assessment) => assessment.CandidateNanoseconds / assessment.BaselineNanoseconds;

    private static JudgedRatio CreateRatio(Judgement judgement, string name) =>
        new(
            name,
            Math.Log(Ratio(judgement.Assessment)),
            judgement.Assessment.LogRatio is { } log ? (log.Lower, log.Upper) : null,
            Verdicts.Style(judgement),
            judgement.Unconfirmed,
            Verdicts.Describe(judgement)
        );

    private static IEnumerable<Picture> DrawChanges(ImmutableArray<Judgement> rows, ImmutableDictionary<BenchmarkKey, string> names) =>
        DensityPicture.Draw(
            "comparison-changes",
            "Distribution of every change: the launches of both sides",
            "Curves apart from each other are a change that the launches agree on; a second hump is a second mode. "
                + "A mark on the axis is a launch; where a side has fewer than three, it is an iteration. Every panel has its own axes.",
            "time ÷ the baseline's typical launch",
            [
                .. rows.Where(row => row.Verdict is Verdict.Slower or Verdict.Faster || row.Unconfirmed != UnconfirmedChange.None)
                    .Select(row => CreateDensities(row, names[row.Assessment.Pair.Key])),
            ]
        );

    private static DensityView CreateDensities(Judgement row, string name)
    {
        Pair pair = row.Assessment.Pair;
        bool hasLaunches = Math.Min(pair.Baseline!.Launches.Length, pair.Candidate!.Launches.Length) >= FewestLaunches;
        ImmutableArray<(double, string)> List(Benchmark benchmark) =>
            [
                .. (hasLaunches ? Medians(benchmark) : benchmark.Launches.SelectMany(launch => launch.NanosecondsPerOp)).Select(time =>
                    (time / row.Assessment.BaselineNanoseconds, Figures.FormatTime(time))
                ),
            ];
        return new DensityView(
            name,
            $"{Figures.FormatRatio(Math.Log(Ratio(row.Assessment)))}  {CreateRatio(row, name).Short}",
            [
                new("baseline", CourseStyle.Dashed, Shape.Ring, 1, List(pair.Baseline)),
                new("candidate", CourseStyle.Solid, Shape.Diamond, 2, List(pair.Candidate)),
            ]
        );
    }

    private static Picture Launches(ImmutableArray<Judgement> rows, ImmutableDictionary<BenchmarkKey, string> names)
    {
        RowChart chart = new(
            "comparison-launches",
            "Every launch of both sides, as a multiple of the baseline's time",
            $"{Figures.FormatCount(rows.Length, "benchmark")}: baseline above, candidate below, a mark a launch. "
                + "The table has their figures.",
            new Axis("Time of a launch ÷ the baseline's typical launch", Quantity.Number),
            [new RowGroup(null, [.. rows.Take(RatioPicture.MostRows).Select(row => LaunchRow(row, names[row.Assessment.Pair.Key]))])],
            [new(new Spot(0, Shape.Ring, 1, 0, ""), "baseline"), new(new Spot(0, Shape.Diamond, 2, 0, ""), "candidate")]
        )
        {
            RowHeight = 30,
            Reference = (1, "the baseline's typical launch"),
        };
        return PictureRules.Create(
            chart,
            "A mark is the median of a launch. Marks that stand apart are launches that differ; "
                + "what is judged goes without outlier launches.",
            rows.Length - Math.Min(rows.Length, RatioPicture.MostRows),
            CreateValues(rows, names)
        );
    }

    private static Grid CreateValues(ImmutableArray<Judgement> rows, ImmutableDictionary<BenchmarkKey, string> names) =>
        Grid.Create(
            from row in rows
            from side in new[] { ("baseline", row.Assessment.Pair.Baseline!), ("candidate", row.Assessment.Pair.Candidate!) }
            from launch in Medians(side.Item2).Index()
            select (Name: names[row.Assessment.Pair.Key], Side: side.Item1, launch.Index, Median: launch.Item),
            new("Benchmark", launch => launch.Name),
            new("Side", launch => launch.Side),
            new("Launch", launch => Figures.FormatCount(launch.Index + 1), true),
            new("Median", launch => Figures.FormatTime(launch.Median), true)
        );

    private static ChartRow LaunchRow(Judgement judgement, string name)
    {
        double typical = judgement.Assessment.BaselineNanoseconds;
        IEnumerable<Mark> Marks(string side, Benchmark benchmark, Shape shape, int series, double lane) =>
            Medians(benchmark)
                .Select(
                    (time, i) =>
                        new Spot(
                            time / typical,
                            shape,
                            series,
                            lane,
                            PictureRules.FormatHover(name, $"{side}, launch {Figures.FormatCount(i + 1)}: {Figures.FormatTime(time)}")
                        )
                );
        return new ChartRow(
            name,
            CreateRatio(judgement, name).Short,
            [
                .. Marks("baseline", judgement.Assessment.Pair.Baseline!, Shape.Ring, 1, -0.22),
                .. Marks("candidate", judgement.Assessment.Pair.Candidate!, Shape.Diamond, 2, 0.22),
            ]
        );
    }

    private static double[] Medians(Benchmark benchmark) => [.. LaunchSummaries.ComputeLogMedians(benchmark.Launches).Select(Math.Exp)];
}
