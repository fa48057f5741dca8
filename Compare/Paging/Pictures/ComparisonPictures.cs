using System.Collections.Immutable;
using ConcurrencyBench.Compare.Drawing;
using ConcurrencyBench.Compare.Judging;
using ConcurrencyBench.Compare.Loading;
using ConcurrencyBench.Compare.Matching;
using ConcurrencyBench.Compare.Rendering;

namespace ConcurrencyBench.Compare.Paging.Pictures;

/// <summary>Two reports: what is slower, by how much, how sure; and the launches of both sides that this rests on.</summary>
internal static class ComparisonPictures
{
    private const int MostRows = 40;

    /// <returns>None where nothing was measured on both sides.</returns>
    public static IEnumerable<Picture> Of(Comparison comparison)
    {
        ImmutableDictionary<BenchmarkKey, string> names = ShortNames.Of(comparison.Baseline.Benchmarks.Concat(comparison.Candidate.Benchmarks).Select(benchmark => benchmark.Key));
        Judgement[] rows = [.. comparison.Judgements.OrderBy(ComparisonDocument.Urgency).ThenByDescending(judgement => Ratio(judgement.Assessment))];
        return rows is [] ? [] : [Ratios(comparison, rows, names), Launches(rows, names)];
    }

    private static double Ratio(Assessment assessment) => assessment.CandidateNanoseconds / assessment.BaselineNanoseconds;

    private static Picture Ratios(Comparison comparison, Judgement[] rows, ImmutableDictionary<BenchmarkKey, string> names)
    {
        RowChart chart = new(
            "comparison-ratios",
            "Candidate ÷ baseline: right of 1 is slower",
            $"{Figures.Count(comparison.Count(Verdict.Slower))} slower, {Figures.Count(comparison.Count(Verdict.Faster))} faster, {Figures.Count(comparison.Count(Verdict.Same))} the same, {Figures.Count(comparison.Count(Verdict.Inconclusive))} inconclusive.",
            new Axis("Candidate ÷ baseline", Quantity.Number, IsLogarithmic: false),
            [new RowGroup(null, [.. rows.Take(MostRows).Select(row => RatioRow(row, names[row.Assessment.Pair.Key]))])],
            [
                new(new Spot(0, Shape.Diamond, 2, 0, ""), "slower"), new(new Spot(0, Shape.Square, 3, 0, ""), "faster"), new(new Spot(0, Shape.Circle, 1, 0, ""), "the same"),
                new(new Spot(0, Shape.Ring, 6, 0, ""), "inconclusive"), new(new Whisker(0, 0, 0, ""), "95 % interval"),
            ])
        {
            Reference = (1, "equal"),
            Band = (1 / (1 + comparison.Rules.Margin), 1 + comparison.Rules.Margin),
        };
        return new Picture(
            chart.Id,
            chart.Title,
            $"Sorted by what matters first. The grey band is the margin of {Figures.Percent(comparison.Rules.Margin)}: a difference inside it is never called." + PictureRules.NotDrawn(rows.Length - Math.Min(rows.Length, MostRows)),
            chart.Draw(),
            new Grid(
                [new Column("Benchmark"), new Column("Ratio", true), new Column("95 % interval", true), new Column("Verdict")],
                [.. rows.Select(row => ImmutableArray.Create<Cell>(
                    names[row.Assessment.Pair.Key],
                    Figures.Ratio(Math.Log(Ratio(row.Assessment))),
                    row.Assessment.LogRatio is { } log ? Figures.Interval(log.Lower, log.Upper, Figures.Ratio) : Figures.None,
                    VerdictText.Of(row)))]));
    }

    private static ChartRow RatioRow(Judgement judgement, string name)
    {
        double ratio = Ratio(judgement.Assessment);
        string verdict = VerdictText.Of(judgement).Text;
        string hover = PictureRules.Hover(name, $"{Figures.Ratio(Math.Log(ratio))}, {verdict}");
        (Shape shape, int series) = judgement.Verdict switch
        {
            Verdict.Slower => (Shape.Diamond, 2),
            Verdict.Faster => (Shape.Square, 3),
            Verdict.Same => (Shape.Circle, 1),
            _ => (Shape.Ring, 6),
        };

        return new ChartRow(
            name,
            $"{Figures.Ratio(Math.Log(ratio))}  {Short(judgement)}",
            [
                .. PictureRules.WhiskerOf(judgement.Assessment.LogRatio, hover),
                new Spot(ratio, shape, series, 0, hover),
            ]);
    }

    private static string Short(Judgement judgement) => judgement switch
    {
        { Verdict: Verdict.Inconclusive, Suspicion: Suspicion.Slower } => "slower?",
        { Verdict: Verdict.Inconclusive, Suspicion: Suspicion.Faster } => "faster?",
        _ => judgement.Verdict.ToString().ToLowerInvariant(),
    };

    private static Picture Launches(Judgement[] rows, ImmutableDictionary<BenchmarkKey, string> names)
    {
        RowChart chart = new(
            "comparison-launches",
            "Every launch of both sides, as a multiple of the baseline's time",
            $"{Figures.Count(rows.Length, "benchmark")}: baseline above, candidate below, a mark a launch. The table has their figures.",
            new Axis("Time of a launch ÷ the baseline's typical launch", Quantity.Number),
            [new RowGroup(null, [.. rows.Take(MostRows).Select(row => LaunchRow(row, names[row.Assessment.Pair.Key]))])],
            [new(new Spot(0, Shape.Ring, 1, 0, ""), "baseline"), new(new Spot(0, Shape.Diamond, 2, 0, ""), "candidate")])
        {
            RowHeight = 30,
            Reference = (1, "the baseline's typical launch"),
        };
        return new Picture(
            chart.Id,
            chart.Title,
            "A mark is the median of a launch. Marks that stand apart are launches that differ; what is judged goes without those that were set aside." + PictureRules.NotDrawn(rows.Length - Math.Min(rows.Length, MostRows)),
            chart.Draw(),
            new Grid(
                [new Column("Benchmark"), new Column("Side"), new Column("Launch", true), new Column("Median", true)],
                [
                    .. from row in rows.Take(MostRows)
                       from side in new[] { ("baseline", row.Assessment.Pair.Baseline!), ("candidate", row.Assessment.Pair.Candidate!) }
                       from launch in Medians(side.Item2).Index()
                       select ImmutableArray.Create<Cell>(names[row.Assessment.Pair.Key], side.Item1, Figures.Count(launch.Index + 1), Figures.Time(launch.Item)),
                ]));
    }

    private static ChartRow LaunchRow(Judgement judgement, string name)
    {
        double typical = judgement.Assessment.BaselineNanoseconds;
        IEnumerable<Mark> Marks(string side, Benchmark benchmark, Shape shape, int series, double lane)
            => Medians(benchmark).Select((time, i) => new Spot(time / typical, shape, series, lane, PictureRules.Hover(name, $"{side}, launch {Figures.Count(i + 1)}: {Figures.Time(time)}")));
        return new ChartRow(
            name,
            Short(judgement),
            [.. Marks("baseline", judgement.Assessment.Pair.Baseline!, Shape.Ring, 1, -0.22), .. Marks("candidate", judgement.Assessment.Pair.Candidate!, Shape.Diamond, 2, 0.22)]);
    }

    private static double[] Medians(Benchmark benchmark) => [.. LaunchSummaries.Of(benchmark.Launches, LaunchSummary.Median, iterations: 0).Select(Math.Exp)];
}
