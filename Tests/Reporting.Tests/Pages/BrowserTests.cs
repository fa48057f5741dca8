using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Compare.Tests.Gating;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;
using ConcurrencyBench.Reporting.Tests.Charts;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>Pages as a reader has them: in a browser, from disk, without a network.</summary>
/// <param name="browser">Shared by all tests.</param>
/// <param name="pages">Shared by all tests.</param>
public sealed class BrowserTests(Browser browser, WrittenPages pages) : IClassFixture<Browser>, IDisposable
{
    private static readonly double[] Times = [900, 1_500_000, 20_000, 3_000_000_000, 150];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string SuitePage()
    {
        string run = PageReport.Copy("suite/machine-a/run-1", _folder);
        Assert.Equal(0, CompareRun.Run("report", run).ExitCode);
        return Path.Combine(run, "report.html");
    }

    private string MixedPage()
    {
        TestReport report = new();
        foreach (double time in Times)
        {
            report = report.With(
                string.Create(CultureInfo.InvariantCulture, $"Run{time:F0}"),
                TestReport.Around(time),
                allocated: time / 10
            );
        }

        for (int i = 0; i < 5; i++)
        {
            report = report.With(string.Create(CultureInfo.InvariantCulture, $"Other{i}"), TestReport.Around(5000 + i));
        }

        return PageReport.Of(report.With("Failed", null), _folder);
    }

    [Fact]
    public async Task Page_FromDisk_AsksForNothingAndComplainsOfNothing()
    {
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using OpenPage open = await browser.OpenAsync(SuitePageOnce(), scheme);
            await open.Page.Locator("summary").First.ClickAsync();

            Assert.True(await open.Page.Locator("figure svg").CountAsync() > 1);
            open.AssertQuiet();
        }
    }

    private string? _suitePage;

    private string SuitePageOnce() => _suitePage ??= SuitePage();

    [Fact]
    public async Task Gate_FromDisk_AsksForNothingAndShowsEveryPair()
    {
        GateResult result = SimulatedGate.Of(
            1,
            new SimulatedBenchmark("N.T.Slow", CandidateRatio: 1.1),
            new SimulatedBenchmark("N.T.Same")
        );
        string path = Path.Combine(_folder.Path, "gate.html");
        await File.WriteAllTextAsync(path, GatePage.Render(result));
        await using OpenPage open = await browser.OpenAsync(path);

        Assert.Equal(3, await open.Page.Locator("figure svg").CountAsync());
        await open.Page.Locator("summary").Last.ClickAsync();
        Assert.Equal(result.Run.SelectPairsOfBothStages().Count(), await open.Page.Locator("details[open] tbody tr").CountAsync());
        open.AssertQuiet();
    }

    [Fact]
    public async Task Sort_TimesInDifferentUnits_GoesByWhatTheySayAndKeepsWhatHasNoneLast()
    {
        await using OpenPage open = await browser.OpenAsync(MixedPage());
        ILocator table = MainTable(open);
        ILocator head = table.Locator("thead th").Filter(new LocatorFilterOptions { HasText = "Time" });

        await head.GetByRole(AriaRole.Button).ClickAsync();
        string[] ascending = await FirstColumn(table);
        Assert.Equal("ascending", await head.GetAttributeAsync("aria-sort"));

        // By the keyboard this time.
        await head.GetByRole(AriaRole.Button).FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        string[] descending = await FirstColumn(table);

        Assert.Equal("descending", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal(
            ["Run150", "Run900", "Other0", "Other1", "Other2", "Other3", "Other4", "Run20000", "Run1500000", "Run3000000000", "Failed"],
            ascending
        );
        Assert.Equal([.. ascending.SkipLast(1).Reverse(), "Failed"], descending);
        open.AssertQuiet();
    }

    [Fact]
    public async Task Sort_LimitsAndNumberedNames_GoByWhatPeopleRead()
    {
        await using OpenPage open = await browser.OpenAsync(PageOf(["Run10", "0.020"], ["Run9", "< 0.001"], ["Run1", "1.23E-02"]));
        ILocator table = MainTable(open);

        await table.Locator("thead button").Last.ClickAsync();
        Assert.Equal(["Run9", "Run1", "Run10"], await FirstColumn(table));

        await table.Locator("thead button").First.ClickAsync();
        Assert.Equal(["Run1", "Run9", "Run10"], await FirstColumn(table));
        open.AssertQuiet();
    }

    [Fact]
    public async Task Copy_TextsThatASpreadsheetOrMarkdownWouldRead_AreText()
    {
        await using OpenPage open = await browser.OpenAsync(PageOf(["=1+1", "-5.00 ns"], ["@a\nb $c$", "–"]));
        await open.Page.EvaluateAsync("() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })");

        async Task<string> CopyAsync(string format)
        {
            await open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new($"^Copy as {format}") }).ClickAsync();
            return await open.Page.Locator("textarea").InputValueAsync();
        }

        Assert.Equal("Name,p\n'=1+1,-5.00 ns\n\"'@a\nb $c$\",–\n", await CopyAsync("CSV"));
        Assert.Equal("| Name | p |\n| --- | --: |\n| =1+1 | -5.00 ns |\n| @a b \\$c\\$ | – |\n", await CopyAsync("Markdown"));
    }

    private string PageOf(params ImmutableArray<ImmutableArray<Cell>> rows) =>
        _folder.File(
            "table.html",
            ConcurrencyBench.Reporting.Pages.Page.Render("Table", "", [new Grid([new Column("Name"), new Column("p", true)], rows)])
        );

    [Fact]
    public async Task Filter_Words_LeavesRowsWithAllOfThemAndSaysHowMany()
    {
        await using OpenPage open = await browser.OpenAsync(MixedPage());

        ILocator filter = open.Page.Locator("main > .tools").GetByLabel("Filter rows");
        await filter.FillAsync("oth er3");

        ILocator table = MainTable(open);
        Assert.Equal(["Other3"], await VisibleFirstColumn(table));
        Assert.Contains(
            "1 of 11 rows",
            await open.Page.Locator("output").Filter(new LocatorFilterOptions { HasText = "rows" }).First.TextContentAsync(),
            StringComparison.Ordinal
        );

        await filter.FillAsync("<script>");
        Assert.Empty(await VisibleFirstColumn(table));
        await Assertions.Expect(open.Page.Locator("main > .tools output").First).ToHaveTextAsync("None of 11 rows has all of these words.");
        await filter.FillAsync("");
        Assert.Equal(11, (await VisibleFirstColumn(table)).Length);
        open.AssertQuiet();
    }

    [Fact]
    public async Task Theme_ToggledByKeyboard_ChangesColoursOfPageAndPictures()
    {
        await using OpenPage open = await browser.OpenAsync(SuitePageOnce(), ColorScheme.Dark);
        ILocator toggle = open.Page.Locator("#theme");
        string Ground() =>
            "() => getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector('svg .paper')).fill";
        string dark = await open.Page.EvaluateAsync<string>(Ground());
        Assert.Equal("Light colours", await toggle.TextContentAsync());

        await open.Page.Keyboard.PressAsync("Tab");
        await open.Page.Keyboard.PressAsync("Tab");
        await open.Page.Keyboard.PressAsync("Space");

        Assert.Equal("Dark colours", await toggle.TextContentAsync());
        string light = await open.Page.EvaluateAsync<string>(Ground());
        Assert.NotEqual(dark, light);
        Assert.Equal("rgb(255, 255, 255)rgb(255, 255, 255)", light);
        open.AssertQuiet();
    }

    [Fact]
    public async Task Copy_WithAndWithoutAClipboard_GivesTheTableAsText()
    {
        await using OpenPage open = await browser.OpenAsync(MixedPage());
        ILocator tools = open.Page.Locator("main > .tools");
        await tools.GetByLabel("Filter rows").FillAsync("Run900");

        await open.Page.EvaluateAsync(
            "() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { window.copied = text; } "
                + "}, configurable: true })"
        );
        await tools.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Copy as Markdown") }).ClickAsync();
        await Assertions.Expect(tools.Locator("output")).ToHaveTextAsync("Copied.");
        string[] markdown = (await open.Page.EvaluateAsync<string>("() => window.copied")).TrimEnd('\n').Split('\n');
        Assert.Equal(3, markdown.Length);
        Assert.StartsWith("| Benchmark |", markdown[0], StringComparison.Ordinal);
        Assert.StartsWith("| --- | --:", markdown[1], StringComparison.Ordinal);
        Assert.StartsWith("| Run900 |", markdown[2], StringComparison.Ordinal);

        await open.Page.EvaluateAsync("() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })");
        await tools.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Copy as CSV") }).ClickAsync();
        string csv = await tools.Locator("textarea").InputValueAsync();
        Assert.StartsWith("Benchmark,", csv, StringComparison.Ordinal);
        Assert.Contains("\nRun900,", csv, StringComparison.Ordinal);
        Assert.True(
            await tools
                .Locator("textarea")
                .EvaluateAsync<bool>(
                    "area => area === document.activeElement && area.selectionStart === 0 && area.selectionEnd === area.value.length"
                )
        );
        open.AssertQuiet();
    }

    [Fact]
    public async Task Page_HostileNames_AreShownAndNotRun()
    {
        string[] names = [.. HostileText.All.Where(text => text.Length > 0 && !text.Contains('\ud800', StringComparison.Ordinal))];
        TestReport report = names.Aggregate(new TestReport(), (all, name) => all.With(name, TestReport.Around(100 + name.Length)));
        string file = PageReport.Of(report, _folder);

        foreach (int width in new[] { 1100, 360 })
        {
            await using OpenPage open = await browser.OpenAsync(file, width: width);
            string[] shown = await FirstColumn(MainTable(open));

            Assert.Equal(
                names.Select(ConcurrencyBench.Reporting.Charts.SvgText.Clean).Select(name => name.Trim()).Order(StringComparer.Ordinal),
                shown.Order(StringComparer.Ordinal)
            );
            Assert.Equal(1, await open.Page.Locator("script").CountAsync());
            Assert.Equal(0, await open.Page.Locator("img").CountAsync());
            Assert.True(await open.FitsAsync(), $"wider than {width}");
            open.AssertQuiet();
        }
    }

    [Fact]
    public async Task Page_OnAPhone_DoesNotScrollSidewaysAsAWhole()
    {
        foreach (string file in pages.All)
        {
            await using OpenPage open = await browser.OpenAsync(file, width: 360);
            foreach (ILocator summary in await open.Page.Locator("summary").AllAsync())
            {
                await summary.ClickAsync();
            }

            Assert.True(await open.FitsAsync(), file);
            await open.KeepScreenshotAsync($"phone-{Path.GetFileNameWithoutExtension(file)}");
        }
    }

    [Fact]
    public async Task Page_OnPaper_HasNoControlsAndIsLight()
    {
        await using OpenPage open = await browser.OpenAsync(SuitePageOnce(), ColorScheme.Dark);

        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.False(await open.Page.Locator("#theme").IsVisibleAsync());
        Assert.False(await open.Page.Locator(".tools").First.IsVisibleAsync());
        Assert.Equal(
            "rgb(255, 255, 255)",
            await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('svg .paper')).fill")
        );
    }

    /// <summary>In every picture, no text runs out of the paper or into another text.</summary>
    [Fact]
    public async Task Pictures_AllText_StaysOnThePaperAndApart()
    {
        foreach (string file in pages.All)
        {
            await using OpenPage open = await browser.OpenAsync(file);
            string[] faults = await open.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const faults = [];
                  for (const svg of document.querySelectorAll('figure svg')) {
                    const paper = svg.querySelector('.paper').getBoundingClientRect();
                    const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => ({ text, box: text.getBoundingClientRect(), said: text.lastChild?.nodeName === 'title' ? text.firstChild.textContent : text.textContent }));
                    for (const { box, said } of texts)
                      if (box.left < paper.left - 1 || box.right > paper.right + 1 || box.bottom > paper.bottom + 1) faults.push(`${svg.querySelector('title').textContent}: off the paper: ${said}`);
                    texts.forEach((one, i) => texts.slice(i + 1).forEach(other => {
                      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
                      const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
                      if (wide > 1 && high > 4) faults.push(`${svg.querySelector('title').textContent}: '${one.said}' runs into '${other.said}'`);
                    }));
                  }
                  return faults;
                }
                """
            );
            Assert.True(faults is [], $"{file}\n{string.Join('\n', faults)}");
        }
    }

    private static ILocator MainTable(OpenPage open) => open.Page.Locator("main > .scroll table").First;

    private static async Task<string[]> FirstColumn(ILocator table) =>
        [.. (await table.Locator("tbody tr > :first-child").AllTextContentsAsync()).Select(text => text.Trim())];

    private static async Task<string[]> VisibleFirstColumn(ILocator table) =>
        [.. (await table.Locator("tbody tr:not([hidden]) > :first-child").AllTextContentsAsync()).Select(text => text.Trim())];
}
