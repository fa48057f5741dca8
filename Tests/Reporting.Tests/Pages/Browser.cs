using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>One browser for all tests of a class; none is started where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly Dictionary<string, OpenPage> _kept = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (InstalledBrowser.ReasonToSkip is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = InstalledBrowser.Chromium,
                Args = ["--no-sandbox", "--disable-gpu"], // Root, as in containers, has no sandbox.
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a page until the browser ends, for tests that change nothing of it: a long one takes seconds to open.</summary>
    internal async Task<OpenPage> KeepOpenAsync(string file)
    {
        if (!_kept.TryGetValue(file, out OpenPage? page))
        {
            page = await OpenAsync(file);
            _kept.Add(file, page);
        }

        return page;
    }

    /// <summary>Opens a page from disk, with nothing else within reach; without a browser the test is skipped.</summary>
    /// <param name="file">The page.</param>
    /// <param name="scheme">What the reader's system asks for.</param>
    /// <param name="width">Of the window, pixels.</param>
    /// <param name="fragment">What stands behind the address, with its #; may be empty.</param>
    /// <param name="hasScript">Whether scripts run.</param>
    internal async Task<OpenPage> OpenAsync(
        string file,
        ColorScheme scheme = ColorScheme.Light,
        int width = 1100,
        string fragment = "",
        bool hasScript = true
    )
    {
        Skip.When(InstalledBrowser.ReasonToSkip);
        IBrowserContext context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
                JavaScriptEnabled = hasScript,
            }
        );
        IPage page = await context.NewPageAsync();
        ConcurrentBag<string> requests = [];
        ConcurrentBag<string> complaints = [];
        string own = new Uri(file).AbsoluteUri;
        await context.RouteAsync(
            "**/*",
            async route =>
            {
                requests.Add(route.Request.Url);
                await (OpenPage.IsSame(route.Request.Url, own) ? route.ContinueAsync() : route.AbortAsync());
            }
        );
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            complaints.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        await page.GotoAsync(own + fragment);
        return new OpenPage(context, page, own, requests, complaints);
    }
}

/// <summary>A page in a window of its own.</summary>
/// <param name="Context">The window.</param>
/// <param name="Page">The page.</param>
/// <param name="Url">Its own address.</param>
/// <param name="Requests">All that was asked for.</param>
/// <param name="Complaints">Errors and warnings of the console, and dialogs.</param>
internal sealed record OpenPage(
    IBrowserContext Context,
    IPage Page,
    string Url,
    ConcurrentBag<string> Requests,
    ConcurrentBag<string> Complaints
) : IAsyncDisposable
{
    /// <summary>Whether two addresses are of one file: it may be written in more than one way.</summary>
    public static bool IsSame(string one, string other) =>
        new Uri(one) is { IsFile: true } file && file.LocalPath == new Uri(other).LocalPath;

    /// <summary>Nothing was asked for but the page, and nothing complained.</summary>
    public void AssertQuiet()
    {
        Assert.All(
            Requests,
            request => Assert.True(IsSame(request, Url) || request.StartsWith("data:", StringComparison.Ordinal), request)
        );
        Assert.Empty(Complaints);
    }

    /// <summary>Whether the page as a whole is no wider than its window.</summary>
    public Task<bool> FitsAsync() =>
        Page.EvaluateAsync<bool>(
            "() => document.scrollingElement.scrollWidth <= innerWidth && document.body.getBoundingClientRect().right <= innerWidth + 0.5"
        );

    /// <summary>Takes a picture of the whole page for people to look at, where CONCURRENCYBENCH_SCREENSHOTS names a folder.</summary>
    public async Task KeepScreenshotAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("CONCURRENCYBENCH_SCREENSHOTS") is not { Length: > 0 } folder)
        {
            return; // A picture of a long page takes seconds.
        }

        string file = System.IO.Path.Combine(folder, $"{name}.png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        Assert.True(new FileInfo(file).Length > 10_000, file);
    }

    public ValueTask DisposeAsync() => Context.DisposeAsync();
}
