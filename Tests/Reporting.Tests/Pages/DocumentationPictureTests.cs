using System.Security.Cryptography;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The pictures of the page in the documentation. <c>Tests/screenshots</c> takes them anew.</summary>
/// <param name="browser">Shared by all tests.</param>
public sealed class DocumentationPictureTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string HashFile = "pages.sha256";

    private readonly TemporaryFolder _folder = new();

    // Where the pictures are wanted; null where they are only tried.
    private static string? Wanted =>
        Environment.GetEnvironmentVariable("CONCURRENCYBENCH_PICTURES") is { Length: > 0 } folder ? folder : null;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("page-light", 1280, 1000, "#theme=light")]
    [InlineData("page-dark", 1280, 1000, "#theme=dark")]
    [InlineData("page-table", 1280, 1000, "#theme=light&at=table-2&2.sort=-Speed-up")]
    [InlineData("page-phone", 390, 800, "#theme=light&at=table-2")]
    public async Task Pictures_OfThePage_CanBeTaken(string name, int width, int height, string address)
    {
        string page = ReferencePage.Write(_folder);
        await using OpenPage open = await browser.OpenAsync(page, width: width, fragment: address);
        await open.Page.SetViewportSizeAsync(width, height);
        await open.Page.EvaluateAsync("() => dispatchEvent(new HashChangeEvent('hashchange'))");
        string picture = Path.Combine(Wanted ?? _folder.Path, $"{name}.png");

        await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });

        Assert.InRange(new FileInfo(picture).Length, 20_000, 400_000);
        if (Wanted is { } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, HashFile), ComputeHash(page));
        }
    }

    // No two browsers draw the same pixels, so the page that they were taken of is compared.
    [Fact]
    public async Task Pictures_InTheDocumentation_AreOfThisPage()
    {
        Skip.When(Wanted is null ? null : "They are being taken.");
        Skip.When(Wine.IsRunning ? "It is told once, elsewhere." : null);

        string noted = await File.ReadAllTextAsync(RepositoryFolder.File($"docs/images/{HashFile}"));

        Assert.True(
            noted == ComputeHash(ReferencePage.Write(_folder)),
            "The pictures in docs/images are of an earlier page. Take them anew: Tests/screenshots"
        );
    }

    private static string ComputeHash(string page) => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(page)))}\n";
}
