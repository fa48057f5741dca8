using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Tests.Gating;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;
using ConcurrencyBench.Reporting.Pages.Pictures;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The pictures of a gate: the distributions of its changes, and where the time went.</summary>
/// <param name="browser">Shared by all tests.</param>
public sealed class GatePageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string Slow = "N.T.Slow";
    private const string Run = "N.T.Slow()";
    private const string Parse = "N.T.Parse(System.String)";
    private const string Check = "N.T.Check()";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Draw_AChange_HasTheDistributionOfItsPairsAndOfTheControls()
    {
        Picture[] pictures = [.. GatePictures.Draw(Simulate())];
        Picture picture = pictures.Single(picture => picture.Id == "gate-distributions");

        Assert.All(picture.Values.Rows, row => Assert.Equal("T.Slow", row[0].Text));
        Assert.Equal(
            ["candidate ÷ baseline", "copy of the baseline ÷ baseline"],
            picture.Values.Rows.Select(row => row[1].Text).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(
            picture.Values.Rows,
            row =>
                Assert.Equal(
                    row[1].Text.StartsWith("copy", StringComparison.Ordinal),
                    row[3].Text.StartsWith("copy", StringComparison.Ordinal)
                )
        );
        Assert.Equal(2, picture.Svg.Descendants().Count(element => element.Attribute("d")?.Value.Length > 500));
    }

    [Fact]
    public void Draw_NoChange_HasNoDistribution() =>
        Assert.DoesNotContain(
            GatePictures.Draw(SimulatedGate.Of(1, new SimulatedBenchmark("N.T.Same"))),
            picture => picture.Id == "gate-distributions"
        );

    // A picture that calls a benchmark otherwise than the table is not believed.
    [Fact]
    public void Draw_EveryVerdict_IsCalledAsInTheTable()
    {
        GateResult result = SimulatedGate.Of(
            1,
            [
                .. Enumerable.Range(0, 8).Select(i => new SimulatedBenchmark($"N.T.Unchanged{i}")),
                new SimulatedBenchmark(Slow, CandidateRatio: 1.1),
            ]
        );
        Picture picture = GatePictures.Draw(result).First();
        string[] verdicts =
        [
            .. GateDocument
                .Create(result)
                .OfType<Grid>()
                .Single(grid => grid.Columns.Any(column => column.Name == "Verdict"))
                .Rows.Select(row => row[1].Text),
        ];

        Assert.Contains("No slower than the tolerance", verdicts);
        Assert.Equal(verdicts, picture.Values.Rows.Select(row => row[3].Text));
        int noSlower = verdicts.Count(verdict => verdict == "No slower than the tolerance");
        int inconclusive = verdicts.Count(verdict => verdict.StartsWith("Inconclusive", StringComparison.Ordinal));
        string[] texts = [.. picture.Svg.Descendants().Select(element => element.Value)];
        Assert.Contains(
            texts,
            text =>
                text.EndsWith($" the same, {noSlower} no slower than the tolerance, {inconclusive} inconclusive.", StringComparison.Ordinal)
        );
        Assert.Equal(noSlower, texts.Count(text => text.EndsWith("  no slower", StringComparison.Ordinal)));
        Assert.Contains("no slower than the tolerance", texts);
    }

    [Fact]
    public void Render_AGate_HasAHeadingForEachOfItsParts() =>
        Assert.Equal(
            ["Pictures", "Benchmarks", "What changed in T.Slow", "Result"],
            CreateBlocks().OfType<Heading>().Select(heading => heading.Text)
        );

    [Fact]
    public void Render_AProfiledChange_HasItsFlameGraphBelowItsExplanation()
    {
        Picture picture = CreateBlocks().OfType<Picture>().Single(picture => picture.Id == "gate-flames-1");

        Assert.Equal(["operation of T.Slow", Run, Check, Parse], picture.Values.Rows.Select(row => row[0].Text));
        Assert.Equal("+10 ns", picture.Values.Rows.Single(row => row[0].Text == Parse)[4].Text);
        Assert.Equal("0 ns", picture.Values.Rows.Single(row => row[0].Text == Check)[4].Text);
        string[] classes = [.. picture.Svg.Descendants().Select(element => element.Attribute("class")?.Value).OfType<string>()];

        // One each is in the legend.
        Assert.Equal((4, 2, 1), (Count("flame-more"), Count("flame-same"), Count("flame-less")));

        int Count(string name) => classes.Count(value => value == name);
    }

    [Fact]
    public void Render_AFileOfAnExplanation_IsLinkedBelowIt()
    {
        string page = GatePage.Render(Simulate(), explanation => [new Links([("a b.json", "../a b.json", explanation.Benchmark)])]);

        Assert.Contains("<a href=\"../a%20b.json\">a b.json</a>: N.T.Slow", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAProfiledChange_IsQuietAndItsTextIsApart()
    {
        string path = _folder.File("gate.html", ConcurrencyBench.Reporting.Pages.Page.Render("Gate", "", CreateBlocks()));
        await using OpenPage open = await browser.OpenAsync(path, width: 1280);

        Assert.Equal(4, await open.Page.Locator("figure svg").CountAsync());
        Assert.True(await open.FitsAsync());
        await open.KeepScreenshotAsync("gate");
        open.AssertQuiet();
    }

    private static ImmutableArray<Block> CreateBlocks()
    {
        string page = GatePage.Render(Simulate());
        Assert.Contains("gate-flames-1", page, StringComparison.Ordinal);
        GateResult result = Simulate();
        return GateDocument.Create(
            result,
            GatePictures.Draw(result),
            explanation =>
                [
                    FlamePicture.Draw(
                        [.. result.Run.Profiles.Where(one => one.Benchmark == explanation.Benchmark)],
                        "T.Slow",
                        "gate-flames-1"
                    ),
                ]
        );
    }

    private static GateResult Simulate()
    {
        GateResult result = SimulatedGate.Of(1, new SimulatedBenchmark(Slow, CandidateRatio: 1.1), new SimulatedBenchmark("N.T.Same"));
        return GateResult.FromRun(
            result.Run with
            {
                Profiles =
                [
                    .. Enumerable
                        .Range(0, 4)
                        .Select(pair => new ProfileLine(Slow, pair, Side(100, 40 + pair, 10), Side(110, 50 + pair, 10))),
                ],
            }
        );
    }

    private static SideProfile Side(double nanosecondsPerOp, int inParse, int inCheck) =>
        new(
            nanosecondsPerOp,
            [new ProfiledFrame(Run, false), new ProfiledFrame(Parse, false), new ProfiledFrame(Check, false)],
            [
                new ProfiledStack([0], (int)nanosecondsPerOp - inParse - inCheck),
                new ProfiledStack([0, 1], inParse),
                new ProfiledStack([0, 2], inCheck),
            ]
        );
}
