using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>A page on paper.</summary>
/// <param name="browser">Shared by all tests.</param>
/// <param name="pages">Shared by all tests.</param>
public sealed class PrintTests(Browser browser, WrittenPages pages) : IClassFixture<Browser>
{
    // A sheet of A4 less its margins, in pixels.
    private const int SheetWidth = 702;

    [Fact]
    public async Task Page_OnPaper_KeepsFiguresWithTheirUnitsAndFitsItsSheet()
    {
        foreach (string file in new[] { pages.Gate, pages.Index, pages.Comparison })
        {
            await using OpenPage open = await OpenOnPaperAsync(file);

            string[] torn = await open.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('main > .scroll tbody .number')].filter(cell => {
                  const range = document.createRange();
                  range.selectNodeContents(cell);
                  return new Set([...range.getClientRects()].map(line => Math.round(line.top))).size > 1;
                }).map(cell => cell.textContent)
                """
            );

            Assert.Empty(torn);
            Assert.True(await open.FitsAsync(), file);
        }
    }

    // A browser repeats the head of a table on every sheet, and leaves out its buttons: they must be text there.
    [Fact]
    public async Task Page_OnPaper_HasHeadsThatAreTextAndNothingThatIsClosed()
    {
        await using OpenPage open = await OpenOnPaperAsync(pages.Index);

        string[] displays = await open.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('thead button')].map(button => getComputedStyle(button).display)"
        );

        Assert.NotEmpty(displays);
        Assert.All(displays, display => Assert.Equal("contents", display));
        Assert.True(await open.Page.Locator("details").CountAsync() > 0);
        Assert.Equal(0, await open.Page.Locator("summary").Filter(new LocatorFilterOptions { Visible = true }).CountAsync());
    }

    [Fact]
    public async Task Page_OnPaper_HasMargins()
    {
        await using OpenPage open = await OpenOnPaperAsync(pages.Index);
        string[] margins = await open.Page.EvaluateAsync<string[]>(
            """
            () => [...document.styleSheets[0].cssRules].flatMap(rule => [...rule.cssRules ?? []])
              .filter(rule => rule instanceof CSSPageRule).map(rule => rule.style.margin)
            """
        );

        Assert.Equal(["12mm"], margins);
    }

    private async Task<OpenPage> OpenOnPaperAsync(string file)
    {
        OpenPage open = await browser.OpenAsync(file, width: SheetWidth);
        await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        return open;
    }
}
