using System.Text.Json;
using ConcurrencyBench.Analysis.Tests;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>A page of 10,000 benchmarks.</summary>
/// <param name="browser">Shared by all tests.</param>
/// <param name="output">How long what took, for who wants to know: no test asserts a time.</param>
public sealed class LongTableTests(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>, IDisposable
{
    private const int Benchmarks = 10_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string LongPage(int benchmarks = Benchmarks)
    {
        string[] jobs = ["Net9", "Net10"];
        TestReport report = new TestReport().WithAll(
            Enumerable
                .Range(0, benchmarks)
                .Select(i =>
                    (
                        Method: string.Create(CultureInfo.InvariantCulture, $"Run{i / 20:000}"),
                        Launches: TestReport.Around(1_000_000 - (i * 50)),
                        Arguments: string.Create(CultureInfo.InvariantCulture, $"(N: {i % 10}, Text: \"<a&{i % 2}>\")"),
                        Job: jobs[i / 10 % 2]
                    )
                )
        );
        return PageReport.Of(report, _folder);
    }

    [Fact]
    public async Task Page_TenThousandRows_SortsFiltersAndPivotsAllOfThem()
    {
        string page = LongPage();
        PageTimes times = new();
        for (int run = 0; run < PageTimes.Runs; run++)
        {
            await using OpenPage open = await browser.OpenAsync(page, width: 1280);
            JsonElement seen = await open.Page.EvaluateAsync<JsonElement>(UseAll);
            AssertLaws(seen);
            times.Add(seen.GetProperty("times"));
            open.AssertQuiet();
        }

        output.WriteLine(times.ToString());
        times.Keep();
    }

    private static void AssertLaws(JsonElement seen)
    {
        Assert.Equal(["Run000", "Run000", "Run000"], seen.GetProperty("first").EnumerateArray().Select(cell => cell.GetString()));
        Assert.Equal("Run499", seen.GetProperty("fastest")[0].GetString());
        Assert.Equal(10, seen.GetProperty("shown").GetInt32());
        Assert.Equal("10 of 10,000 rows", seen.GetProperty("said").GetString());

        // Benchmark, text and job stay, and each N is a column.
        Assert.Equal(13, seen.GetProperty("pivoted").GetInt32());
        Assert.Equal("2001", seen.GetProperty("count").GetString());

        // What makes a first picture slow is the number of elements.
        Assert.InRange(seen.GetProperty("elements").GetInt32(), 1, 20_000);
    }

    // A time ends when the browser has laid out what changed.
    private const string UseAll = """
        async () => {
          await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 1000)));
          const measure = action => { const start = performance.now(); action(); document.body.getBoundingClientRect(); return Math.round(performance.now() - start); };
          const elements = document.querySelectorAll('*').length;
          const table = document.querySelector('main > .scroll table');
          const tools = table.closest('.scroll').previousElementSibling;
          const filter = tools.querySelector('input');
          const heads = [...table.tHead.querySelectorAll('button')];
          const cells = column => [...table.tBodies[0].rows].slice(0, 3).map(row => row.cells[column].textContent);
          const paint = Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1);
          const sort = measure(() => heads[0].click());
          const first = cells(0);
          const number = measure(() => heads.find(head => head.textContent === 'Time').click());
          const fastest = cells(0);
          const narrow = measure(() => { filter.value = 'run123 net9'; filter.dispatchEvent(new Event('input')); });
          const shown = table.tBodies[0].rows.length;
          const said = tools.querySelector('output').textContent;
          const clear = measure(() => { filter.value = ''; filter.dispatchEvent(new Event('input')); });
          const select = tools.querySelector('select');
          const pivot = measure(() => { select.value = 'N'; select.dispatchEvent(new Event('change')); });
          return { elements, times: { 'first paint': paint, 'sort by name': sort, 'sort by time': number, filter: narrow, 'filter emptied': clear, pivot }, first, fastest, shown, said, pivoted: table.tHead.rows[0].cells.length, count: table.getAttribute('aria-rowcount') };
        }
        """;

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Page_TenThousandRows_PrintsAndCopiesAllAndShowsMoreWhereOneScrolls()
    {
        await using OpenPage open = await browser.OpenAsync(LongPage());
        ILocator table = open.Page.Locator("main > .scroll table").First;
        ILocator rows = table.Locator("tbody tr");
        Assert.Equal(200, await rows.CountAsync());

        await open.Page.Locator("main > .scroll").First.EvaluateAsync("scroll => { scroll.scrollTop = scroll.scrollHeight; }");
        await Assertions.Expect(rows).ToHaveCountAsync(400);
        Assert.Equal("401", await rows.Last.GetAttributeAsync("aria-rowindex"));

        await open.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(Benchmarks, await rows.CountAsync());
        await open.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        Assert.Equal(200, await rows.CountAsync());

        await open.Page.EvaluateAsync("() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })");
        await open
            .Page.Locator("main > .tools")
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("^Copy as CSV") })
            .ClickAsync();
        string[] lines = (await open.Page.Locator("main > .tools textarea").InputValueAsync()).TrimEnd('\n').Split('\n');
        Assert.Equal(Benchmarks + 1, lines.Length);
        Assert.StartsWith("Run499,0,\"\"\"<a&0>\"\"\",Net", lines[1], StringComparison.Ordinal);
        Assert.Single(lines, line => line.StartsWith("Run123,7,\"\"\"<a&1>\"\"\",Net10,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_WithoutAScript_HasEveryRow()
    {
        await using OpenPage open = await browser.OpenAsync(LongPage(1_000), hasScript: false);

        Assert.Equal(1_000, await open.Page.Locator("main > .scroll tbody tr").CountAsync());
        Assert.True(await open.Page.Locator("main > .scroll tbody tr").Last.IsVisibleAsync());
    }
}
