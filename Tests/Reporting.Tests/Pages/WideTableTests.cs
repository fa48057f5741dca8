using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>Tables take the window, and what does not fit keeps its head and first column in sight.</summary>
/// <param name="browser">Shared by all tests.</param>
/// <param name="pages">Shared by all tests.</param>
public sealed class WideTableTests(Browser browser, WrittenPages pages) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1280)]
    [InlineData(1920)]
    public async Task Page_OfEveryKind_CutsNoColumn(int width)
    {
        string[] files = [ReferencePage.Write(_folder), pages.Index, pages.Comparison, pages.Gate, CompareLongNames()];
        foreach (string page in files)
        {
            await using OpenPage open = await browser.OpenAsync(page, width: width);

            string[] cut = await open.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('main > .scroll')]
                  .filter(scroll => scroll.scrollWidth > scroll.clientWidth)
                  .map(scroll => scroll.getAttribute('aria-label'))
                """
            );

            Assert.True(cut is [], $"{page}: {string.Join(", ", cut)}");
            Assert.True(await open.FitsAsync());
        }
    }

    /// <summary>Names, figures and verdicts as long as other projects have them, of one launch each.</summary>
    private string CompareLongNames()
    {
        TestReport Measure(double ratio) =>
            Enumerable
                .Range(0, 24)
                .Aggregate(
                    new TestReport(),
                    (report, i) =>
                        report.With(
                            string.Create(CultureInfo.InvariantCulture, $"Container_SourceGenerated_ResolveDeepChain{i}"),
                            TestReport.Around(1400 * (1 + (((i * 7 % 24) - 12) * 0.02 * ratio)), launches: 1),
                            allocated: 1024 + (i * ratio * 37),
                            className: "Company.Product.Benchmarks.DeepDependencyChainBenchmarks"
                        )
                );
        string page = Path.Combine(_folder.Path, "long-names.html");
        CompareRun.Run(Measure(0).In(_folder, "before"), Measure(1).In(_folder, "after"), "--all", "-o", page);
        return page;
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
    public async Task Scale_OfChanges_LeavesFiguresBelowEachOther()
    {
        await using OpenPage open = await browser.OpenAsync(CompareLongNames());

        double[] ends = await open.Page.EvaluateAsync<double[]>(
            """
            () => {
              const table = [...document.querySelectorAll('main > .scroll table')].find(table => table.querySelector('.more-than'));
              const column = table.querySelector('.more-than').cellIndex;
              return [...table.tBodies[0].rows].map(row => {
                const range = document.createRange();
                range.selectNodeContents(row.cells[column]);
                return Math.round(range.getBoundingClientRect().right);
              });
            }
            """
        );

        Assert.Single(ends.Distinct());
    }

    // In a row of many lines, too, the bar is the figure's.
    [Fact]
    public async Task Scale_InARowOfManyLines_StandsBelowItsFigure()
    {
        await using OpenPage open = await browser.OpenAsync(CompareLongNames());

        double[] gaps = await open.Page.EvaluateAsync<double[]>(
            """
            () => [...document.querySelectorAll('main > .scroll td.scale')].map(cell => {
              const range = document.createRange();
              range.selectNodeContents(cell);
              const below = range.getBoundingClientRect().bottom - cell.getBoundingClientRect().top;
              const bar = getComputedStyle(cell).backgroundPosition.split(' ').at(-1);
              return parseFloat(bar.endsWith('px') ? bar : 1000) - below;
            })
            """
        );

        Assert.NotEmpty(gaps);
        Assert.All(gaps, gap => Assert.InRange(gap, -4, 4));
    }

    [Fact]
    public async Task Table_AtEveryWidth_HasHeadsOfTwoLinesAtMost()
    {
        string index = pages.Index;
        foreach (int width in new[] { 390, 1280, 1920 })
        {
            await using OpenPage open = await browser.OpenAsync(index, width: width);
            string[] tall = await open.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('main > .scroll thead th')].filter(head => {
                  const range = document.createRange();
                  range.selectNodeContents(head);
                  return new Set([...range.getClientRects()].map(line => Math.round(line.bottom / 8))).size > 2;
                }).map(head => head.textContent)
                """
            );

            Assert.Empty(tall);
        }
    }

    [Fact]
    public async Task Picture_AloneInAWideWindow_IsNotHalfOfIt()
    {
        await using OpenPage open = await browser.OpenAsync(pages.Index, width: 1920);
        Assert.InRange(await open.Page.EvaluateAsync<double>("() => document.querySelector('.picture').offsetWidth"), 1050, 1100);

        await using OpenPage both = await browser.OpenAsync(pages.Comparison, width: 1920);
        double[] tops = await both.Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('.picture')].slice(0, 2).map(one => one.getBoundingClientRect().top)"
        );
        Assert.Equal(tops[0], tops[1]);
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
