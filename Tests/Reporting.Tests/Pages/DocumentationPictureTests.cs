using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The pictures of the page in the documentation. <c>Tests/screenshots</c> takes them anew.</summary>
/// <param name="browser">Shared by all tests.</param>
public sealed class DocumentationPictureTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string HashFile = "pages.sha256";

    // The reference run's page, and two of made-up figures: there is one reference run, and no gate's page in the repository.
    private static readonly Dictionary<string, Func<TemporaryFolder, string>> Pages = new()
    {
        ["run"] = ReferencePage.Write,
        ["index"] = SamplePages.WriteIndex,
        ["gate"] = SamplePages.WriteGate,
    };

    private readonly TemporaryFolder _folder = new();

    // Where the pictures are wanted; null where they are only tried.
    private static string? Wanted =>
        Environment.GetEnvironmentVariable("CONCURRENCYBENCH_PICTURES") is { Length: > 0 } folder ? folder : null;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("page-light", 1280, 1000, "#theme=light", "figure svg")]
    [InlineData("page-dark", 1280, 1000, "#theme=dark", "figure svg")]
    [InlineData("page-table", 1280, 1000, "#theme=light&at=table-2&2.sort=-Speed-up", "#table-2 + .scroll")]
    [InlineData("page-phone", 390, 800, "#theme=light&at=table-2", "#table-2 + .scroll")]
    [InlineData("page-over-time", 1280, 1000, "#theme=light&at=section-2", "svg[aria-labelledby^=index-history-1]")]
    [InlineData("page-flames", 1280, 900, "#theme=light&at=section-3", "svg[aria-labelledby^=gate-flames-1]")]
    public async Task Pictures_OfThePage_CanBeTaken(string name, int width, int height, string address, string shown)
    {
        await using OpenPage open = await browser.OpenAsync(Pages[SourceOf(name)](_folder), width: width, fragment: address);
        await open.Page.SetViewportSizeAsync(width, height);
        await open.Page.EvaluateAsync("() => dispatchEvent(new HashChangeEvent('hashchange'))");
        double share = await open.Page.EvaluateAsync<double>(
            "one => { const { top, bottom } = document.querySelector(one).getBoundingClientRect(); "
                + "return (Math.min(bottom, innerHeight) - Math.max(top, 0)) / Math.min(bottom - top, innerHeight); }",
            shown
        );
        Assert.True(share > 0.4, $"{share.ToString("P0", CultureInfo.InvariantCulture)} of {shown} is in the picture.");
        string picture = Path.Combine(Wanted ?? _folder.Path, $"{name}.png");

        await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });

        Assert.InRange(new FileInfo(picture).Length, 20_000, 400_000);
        if (Wanted is { } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, HashFile), NoteHashes());
        }
    }

    // No two browsers draw the same pixels, so the pages that they were taken of are compared.
    [Fact]
    public async Task Pictures_InTheDocumentation_AreOfThesePages()
    {
        Skip.When(Wanted is null ? null : "They are being taken.");
        Skip.When(Wine.IsRunning ? "It is told once, elsewhere." : null);

        string noted = await File.ReadAllTextAsync(RepositoryFolder.File($"docs/images/{HashFile}"));

        Assert.True(
            noted == NoteHashes(),
            "The pictures in docs/images are of earlier pages. Take them anew: Tests/screenshots\n"
                + $"{noted}is noted, and these are now:\n{NoteHashes()}"
        );
    }

    private static string SourceOf(string picture) =>
        picture switch
        {
            "page-over-time" => "index",
            "page-flames" => "gate",
            _ => "run",
        };

    // One line a page, as sha256sum writes it.
    private string NoteHashes() =>
        string.Concat(
            Pages
                .OrderBy(page => page.Key, StringComparer.Ordinal)
                .Select(page => $"{ComputeHash(SamplePages.Read(page.Value(_folder), _folder))}  {page.Key}\n")
        );

    private static string ComputeHash(string page) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page)));
}
