using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>Tables take the window, and what does not fit keeps its head and first column in sight.</summary>
/// <param name="browser">Shared by all tests.</param>
public sealed class WideTableTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1280)]
    [InlineData(1920)]
    public async Task Page_TheReferenceRun_CutsNoColumn(int width)
    {
        await using OpenPage open = await browser.OpenAsync(ReferencePage.Write(_folder), width: width);

        string[] cut = await open.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main > .scroll')]
              .filter(scroll => scroll.scrollWidth > scroll.clientWidth)
              .map(scroll => scroll.getAttribute('aria-label'))
            """
        );

        Assert.Empty(cut);
        Assert.True(await open.FitsAsync());
    }

    [Fact]
    public async Task Page_ScrolledOnAPhone_KeepsHeadAndFirstColumnInSight()
    {
        await using OpenPage open = await browser.OpenAsync(ReferencePage.Write(_folder), width: 390);

        double[] moved = await open.Page.EvaluateAsync<double[]>(
            """
            () => {
              const scroll = document.querySelector('main > .scroll');
              scroll.scrollTo(300, 200);
              const box = scroll.getBoundingClientRect();
              const row = scroll.querySelectorAll('tbody tr')[10];
              const head = scroll.querySelector('thead th:nth-child(4)').getBoundingClientRect();
              return [scroll.scrollLeft, row.cells[0].getBoundingClientRect().left - box.left, head.top - box.top, row.cells[0].getBoundingClientRect().width / innerWidth];
            }
            """
        );

        Assert.Equal(300, moved[0]);
        Assert.InRange(moved[1], -1, 1);
        Assert.InRange(moved[2], -1, 1);
        Assert.InRange(moved[3], 0, 0.5);
    }

    [Fact]
    public async Task Scale_OfTimes_IsALengthAndNotAColourAlone()
    {
        TestReport report = new TestReport()
            .With("Whole", TestReport.Around(1000))
            .With("Half", TestReport.Around(500))
            .With("Tenth", TestReport.Around(100));
        await using OpenPage open = await browser.OpenAsync(PageReport.Of(report, _folder));

        string[] sizes = await open.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('main > .scroll tbody tr')]
              .map(row => row.cells[0].textContent + getComputedStyle(row.cells[1]).backgroundSize)
            """
        );

        Assert.Equal(["Tenth10% 3px", "Half50% 3px", "Whole100% 3px"], sizes);
    }
}
