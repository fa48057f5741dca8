using System.Xml.Linq;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Compare.Tests.Gating;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>What each picture says, beside how it is drawn.</summary>
public sealed class PictureTests : IDisposable
{
    private static readonly int[] Sizes = [1, 2, 4];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "launches memory times")]
    [InlineData("Run050", "launches memory speedup")]
    public void Run_MoreThanMayBeDrawn_IsAllInTheTableOfEveryPicture(string? baseline, string expected)
    {
        Picture[] pictures = [.. PageReport.Blocks(Many(100), _folder, baseline).OfType<Picture>()];

        Assert.Equal(expected, string.Join(' ', pictures.Select(picture => picture.Id.Split('-')[^1]).Order(StringComparer.Ordinal)));
        Assert.All(pictures, picture => AssertHasAll(picture, 100, PictureRules.MostRows));
    }

    [Fact]
    public void Comparison_MoreThanMayBeDrawn_IsAllInTheTableOfEveryPicture()
    {
        Report report = ReportLoader.Load(Many(100).In(_folder, "many"), takesAllRuns: false);

        Picture[] pictures = [.. ComparisonPictures.Draw(Comparison.Create(report, report, JudgingRules.Default, null))];

        Assert.Equal(2, pictures.Length);
        Assert.All(pictures, picture => AssertHasAll(picture, 100, RatioPicture.MostRows));
    }

    [Fact]
    public void Gate_MoreThanMayBeDrawn_IsAllInTheTableOfEveryPicture()
    {
        const int All = RatioPicture.MostRows + 3;
        ImmutableArray<SimulatedBenchmark> benchmarks =
        [
            .. Enumerable.Range(0, All).Select(i => new SimulatedBenchmark(string.Create(CultureInfo.InvariantCulture, $"N.T.Run{i:000}"))),
        ];

        Picture[] pictures = [.. GatePictures.Draw(SimulatedGate.Of(1, benchmarks))];

        Assert.Equal(2, pictures.Length);
        Assert.All(pictures, picture => AssertHasAll(picture, All, RatioPicture.MostRows));
    }

    [Fact]
    public void Parameter_TwoJobs_HaveAPanelEach()
    {
        TestReport report = Sizes.Aggregate(
            new TestReport(),
            (all, n) =>
                all.With("Run", TestReport.Around(100 * n), arguments: Of(n), job: "JobA")
                    .With("Run", TestReport.Around(50 * n), arguments: Of(n), job: "JobB")
        );

        Picture picture = Assert.Single(PageReport.Blocks(report, _folder).OfType<Picture>(), picture => picture.Id == "report-work-by-1");

        Assert.Equal(["Run, job JobA", "Run, job JobB"], Texts(picture.Svg, "ink strong"));
        Assert.Equal(["job JobA", "job JobB"], picture.Values.Rows.Select(row => row[1].Text).Distinct());
        static string Of(int n) => string.Create(CultureInfo.InvariantCulture, $"(N: {n})");
    }

    [Fact]
    public void Timeline_TheLargestItem_IsNamedByItsOwnLetter()
    {
        Picture picture = TimelinePicture.Draw(
            "t",
            [
                RunOf(("slow", 0, 90, 1, 30), ("large", 1, 50, 1, 70)),
                RunOf(("slow", 0, 90, 1, 30), ("large", 0, 20, 1, 40), ("large", 1, 30, 41, 70)),
            ]
        )!;

        Assert.StartsWith("Who ran which item when: B is 70 % of the work", picture.Title, StringComparison.Ordinal);
        Assert.Contains("Where large is one piece", picture.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Timeline_RunsOfDifferentWorkOrItemsSearchedTwice_NameNoLargest()
    {
        TraceRun one = RunOf(("a", 0, 70, 1, 70), ("b", 1, 30, 1, 30));
        TraceRun other = RunOf(("a", 0, 50, 1, 50), ("b", 1, 30, 1, 30));
        TraceRun twice = RunOf(("a", 0, 70, 1, 70), ("a", 1, 70, 1, 70), ("b", 1, 30, 1, 30));

        Assert.StartsWith("Who ran which item", TimelinePicture.Draw("t", [one])!.Title, StringComparison.Ordinal);
        ImmutableArray<TraceRun>[] without =
        [
            [one, other],
            [twice],
            [one with { Slices = [one.Slices[0] with { Units = null }, one.Slices[1]] }],
        ];
        Assert.All(without, runs => Assert.Equal("Who did what when", TimelinePicture.Draw("t", runs)!.Title));
    }

    [Fact]
    public void Timeline_MoreItemsThanColours_HaveNoColourOfALetter()
    {
        Picture picture = TimelinePicture.Draw(
            "t",
            [RunOf([.. Enumerable.Range(0, 8).Select(i => (((char)('p' + i)).ToString(), 0, 100.0 - i, 1L, 10L))])]
        )!;

        (string Letter, string Fill)[] drawn =
        [
            .. picture
                .Svg.Descendants()
                .Where(element => (string?)element.Attribute("class") == "onfill strong")
                .Select(letter =>
                    (
                        letter.Value,
                        (string)letter.ElementsBeforeSelf().Last(element => element.Name.LocalName == "rect").Attribute("class")!
                    )
                ),
        ];
        Assert.Equal(["A", "B", "C", "D", "E", "·"], drawn.Select(one => one.Letter).Distinct());
        Assert.Equal(6, drawn.Distinct().Count());
        Assert.Equal(6, drawn.Select(one => one.Fill).Distinct().Count());
        Assert.Contains("others", Texts(picture.Svg, "soft"));
    }

    [Fact]
    public void Timeline_TooLargeToBeDrawn_IsAWarningAndNoSection()
    {
        TraceRun large = RunOf([.. Enumerable.Range(0, 4001).Select(i => ("a", 0, 1.0, (long)i, (long)i))]);
        Report report = ReportLoader.Load(new TestReport().With("Run", TestReport.Around(100)).In(_folder, "run"), takesAllRuns: false);

        ImmutableArray<Block> blocks = RunPage.Create(RunView.Create(report, null), new RunExtras([("timeline", [large])], [], [], [], []));

        Assert.Contains(
            "Not drawn: 1 run of more than 4,000 slices in timeline.json. A trace viewer such as ui.perfetto.dev shows all of it.",
            blocks.OfType<Bullets>().First().Items
        );
        Assert.DoesNotContain("Timeline", blocks.OfType<Heading>().Select(heading => heading.Text));
    }

    [Theory]
    [InlineData(-2, 0.1, false, true)]
    [InlineData(-0.1, 2, true, false)]
    [InlineData(-0.1, 0.1, true, true)]
    public void Whisker_BeyondThreeTimesItsValue_HasNoEndThere(double lower, double upper, bool hasLowEnd, bool hasHighEnd)
    {
        Whisker whisker = Assert.IsType<Whisker>(Assert.Single(PictureRules.CreateWhisker(0, lower, upper, "")));

        Assert.Equal((hasLowEnd, hasHighEnd), (whisker.HasLowEnd, whisker.HasHighEnd));
    }

    private static TestReport Many(int count) =>
        Enumerable
            .Range(0, count)
            .Aggregate(
                new TestReport(),
                (all, i) => all.With(string.Create(CultureInfo.InvariantCulture, $"Run{i:000}"), TestReport.Around(100 + i), allocated: i)
            );

    private static void AssertHasAll(Picture picture, int all, int drawn)
    {
        Assert.Contains($"{Figures.FormatCount(all - drawn)} rows more are in the table only", picture.Caption, StringComparison.Ordinal);
        Assert.Equal(all, picture.Values.Rows.Select(row => row[0].Text).Distinct().Count());
    }

    private static TraceRun RunOf(params (string Name, int Lane, double Length, long First, long Last)[] slices) =>
        new(
            "run",
            ["worker 1", "worker 2"],
            [.. slices.Select(slice => new TraceSlice(slice.Name, slice.Lane, 0, slice.Length, new TraceRange(slice.First, slice.Last)))]
        );

    // Without the hover texts in them.
    private static IEnumerable<string> Texts(XElement svg, string classes) =>
        svg.Descendants()
            .Where(element => element.Name.LocalName == "text" && (string?)element.Attribute("class") == classes)
            .Select(text => text.Nodes().OfType<XText>().First().Value);
}
