using System.Runtime.InteropServices;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The browser of this machine that the tests use.</summary>
internal static class InstalledBrowser
{
    // As Debian, Ubuntu, Fedora, Alpine, Chrome's own packages, macOS and Windows have it.
    private static readonly string[] Usual =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/lib/chromium/chromium",
        "/snap/bin/chromium",
        "/usr/bin/google-chrome",
        "/opt/google/chrome/chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Why no test can be run in a browser; null where they can.</summary>
    public static string? ReasonToSkip =>
        Wine.IsRunning ? "Playwright's Node.js does not run under Wine."
        : Chromium is null ? "No Chromium was found: set CHROMIUM_PATH, or install it ('apt-get install chromium')."
        : !HasDriver ? $"Playwright brings no driver for {RuntimeInformation.RuntimeIdentifier}: there is no node below {DriverFolder}."
        : null;

    /// <summary>The browser; null where there is none.</summary>
    public static string? Chromium { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } own
            ? (File.Exists(own) ? own : null)
            : Usual.FirstOrDefault(File.Exists);

    private static string DriverFolder => Path.Combine(AppContext.BaseDirectory, ".playwright", "node");

    private static bool HasDriver =>
        Directory.Exists(DriverFolder) && Directory.EnumerateFiles(DriverFolder, "node*", SearchOption.AllDirectories).Any();
}
