using ConcurrencyBench.Analysis.Tests;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>A link shows what its sender saw.</summary>
/// <param name="browser">Shared by all tests.</param>
public sealed class AddressTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private static readonly int[] Sizes = [1, 10, 100];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string ParameterPage()
    {
        TestReport report = new();
        foreach (int n in Sizes)
        {
            foreach (string job in new[] { "Net9", "Net10" })
            {
                string arguments = string.Create(CultureInfo.InvariantCulture, $"(N: {n})");
                report = report
                    .With("Slow", TestReport.Around(2000 * n), arguments: arguments, job: job)
                    .With("Fast", TestReport.Around((job == "Net9" ? 1100 : 1000) * n), arguments: arguments, job: job);
            }
        }

        return PageReport.Of(report, _folder);
    }

    [Fact]
    public async Task Address_SortFilterThemeAndOpenPicture_AreAsTheirSenderSawThem()
    {
        string file = ParameterPage();
        await using OpenPage sender = await browser.OpenAsync(file);
        ILocator table = sender.Page.Locator("main > .scroll table").First;
        await table.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Time" }).ClickAsync();
        await table.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Time" }).ClickAsync();
        await sender.Page.Locator("main > .tools").GetByLabel("Filter rows").FillAsync("fast net9");
        await sender.Page.Locator("summary").First.ClickAsync();
        await sender.Page.Locator("#theme").ClickAsync();
        await sender.Page.Locator("nav a").Last.ClickAsync();
        await sender.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new("^Enlarge") }).Last.ClickAsync();
        await Assertions.Expect(sender.Page.Locator("dialog svg")).ToBeVisibleAsync();
        string address = sender.Page.Url;

        await using OpenPage receiver = await browser.OpenAsync(file, fragment: address[address.IndexOf('#', StringComparison.Ordinal)..]);

        Assert.Equal(await StateAsync(sender), await StateAsync(receiver));
        Assert.Contains("\"theme\":\"dark\"", await StateAsync(receiver), StringComparison.Ordinal);
        Assert.Contains("\"rows\":[\"100\",\"10\",\"1\"]", await StateAsync(receiver), StringComparison.Ordinal);
        sender.AssertQuiet();
        receiver.AssertQuiet();
    }

    [Fact]
    public async Task Address_ALinkToASection_KeepsWhatWasChosen()
    {
        await using OpenPage open = await browser.OpenAsync(ParameterPage());
        await open.Page.Locator("main > .tools").GetByLabel("Filter rows").FillAsync("fast");

        await open.Page.Locator("nav a").Last.ClickAsync();

        Assert.Contains("filter=fast", open.Page.Url, StringComparison.Ordinal);
        Assert.Contains("at=section-", open.Page.Url, StringComparison.Ordinal);
        Assert.Equal("H2", await open.Page.EvaluateAsync<string>("() => document.activeElement.tagName"));
    }

    [Fact]
    public async Task Pivot_ByParameterAndByJob_HasAColumnForEachValue()
    {
        await using OpenPage open = await browser.OpenAsync(ParameterPage());
        ILocator table = open.Page.Locator("main > .scroll table").First;
        ILocator choice = open.Page.Locator("main > .tools").GetByLabel("Columns by");

        await choice.SelectOptionAsync("N");
        Assert.Equal(["Benchmark", "Job", "N: 1", "N: 10", "N: 100"], await table.Locator("thead th").AllTextContentsAsync());
        Assert.Equal(4, await table.Locator("tbody tr").CountAsync());

        await choice.SelectOptionAsync("Job");
        Assert.Equal(["Benchmark", "N", "Job: Net9", "Job: Net10"], await table.Locator("thead th").AllTextContentsAsync());
        await table.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Job: Net10" }).ClickAsync();
        Assert.Equal(["Fast", "1", "1.100 µs", "1.000 µs"], await table.Locator("tbody tr").First.Locator("th, td").AllTextContentsAsync());
        Assert.Contains("pivot=Job", open.Page.Url, StringComparison.Ordinal);

        await choice.SelectOptionAsync("");
        Assert.Equal(12, await table.Locator("tbody tr").CountAsync());
        open.AssertQuiet();
    }

    [Fact]
    public async Task Save_APicture_IsAFileThatNeedsNoPage()
    {
        await using OpenPage open = await browser.OpenAsync(ParameterPage());

        async Task<string> SaveAsync(string format)
        {
            IDownload download = await open.Page.RunAndWaitForDownloadAsync(() =>
                open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new($"^Save as {format}") }).First.ClickAsync()
            );
            string path = Path.Combine(_folder.Path, download.SuggestedFilename);
            await download.SaveAsAsync(path);
            return path;
        }

        string svg = await File.ReadAllTextAsync(await SaveAsync("SVG"));
        System.Xml.Linq.XElement root = System.Xml.Linq.XElement.Parse(svg);
        Assert.Equal("860", root.Attribute("width")?.Value);
        Assert.Contains(".paper { fill:", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("var(", svg, StringComparison.Ordinal);

        byte[] png = await File.ReadAllBytesAsync(await SaveAsync("PNG"));
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(png[..8]));
        Assert.Equal(2 * 860, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.True(png.Length > 10_000);
        open.AssertQuiet();
    }

    private static Task<string> StateAsync(OpenPage open) =>
        open.Page.EvaluateAsync<string>(
            """
            () => JSON.stringify({
              theme: document.documentElement.dataset.theme,
              rows: [...document.querySelectorAll('main > .scroll tbody tr')].map(row => row.cells[1].textContent),
              sorted: [...document.querySelectorAll('[aria-sort]')].map(head => head.textContent + head.getAttribute('aria-sort')),
              filter: document.querySelector('main > .tools input').value,
              open: [...document.querySelectorAll('details[open]')].map(details => details.dataset.of),
              picture: document.querySelector('dialog[open] svg title')?.textContent,
            })
            """
        );
}
