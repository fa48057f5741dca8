using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The page of a run that is going.</summary>
/// <param name="browser">Shared by all tests.</param>
public sealed class ProgressPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly RunProgress Going = new(
        2,
        8,
        "about 4 min left",
        new DateTimeOffset(2026, 11, 29, 5, 40, 12, TimeSpan.Zero),
        [new ProgressRow("sequential on article", 130e6, 129e6, 132e6, 5), new ProgressRow("<b>", null, 0, 0, 0)],
        ["The machine is busy."],
        End: null
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Render_ARunThatGoesOn_SaysTimeLeftRowsAndWarningsAndReadsItselfAnew()
    {
        string file = _folder.File(ProgressPage.FileName, ProgressPage.Render("Run 1", Going));
        await using OpenPage open = await browser.OpenAsync(file);

        string text = await open.Page.Locator("body").InnerTextAsync();
        Assert.Contains("Measuring, about 4 min left. As of 2026-11-29 05:40:12 UTC.", text, StringComparison.Ordinal);
        Assert.Contains("Benchmarks: 2 of 8", text, StringComparison.Ordinal);
        Assert.Contains("The machine is busy.", text, StringComparison.Ordinal);
        Assert.Equal(
            ["sequential on article130.0 ms129.0 ms – 132.0 ms5", "<b>failed–0"],
            await open.Page.Locator("tbody tr").AllTextContentsAsync()
        );
        Assert.Equal("2", await open.Page.Locator("progress").GetAttributeAsync("value"));
        open.AssertQuiet();

        await File.WriteAllTextAsync(file, ProgressPage.Render("Run 1", Going with { Done = 8, End = "The run has ended." }));
        await Microsoft
            .Playwright.Assertions.Expect(open.Page.Locator("header p"))
            .ToContainTextAsync("The run has ended.", new Microsoft.Playwright.LocatorAssertionsToContainTextOptions { Timeout = 30_000 });
    }

    [Fact]
    public void Render_ARunThatHasEnded_IsNotReadAnew()
    {
        string page = ProgressPage.Render("Run 1", Going with { End = "Interrupted." });

        Assert.DoesNotContain("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\" content=\"5\"", ProgressPage.Render("Run 1", Going), StringComparison.Ordinal);
    }
}
