using System.Text.RegularExpressions;
using ConcurrencyBench.Compare.Tests;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>Pages and pictures of small runs against what is known; style and script, and their hashes, are left out.</summary>
public sealed partial class GoldenPageTests : IDisposable
{
    private static readonly string[] Written = ["*.html", "*.svg", "*.md"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Report_ARunOfTheSuite_IsWhatIsKnown() => AssertKnownAsync("suite-run", PageReport.Copy("suite/machine-a/run-2", _folder));

    [Fact]
    public Task Report_ScalingAndTimeline_IsWhatIsKnown() => AssertKnownAsync("extras", PageExtras.In(_folder));

    private static async Task AssertKnownAsync(string name, string run)
    {
        Assert.Equal(0, CompareRun.Run("report", run).ExitCode);
        string known = Path.Combine(AppContext.BaseDirectory, "Golden", name);
        string received = Path.Combine(AppContext.BaseDirectory, "Golden.received", name);
        Directory.CreateDirectory(received);
        string[] files = [.. Written.SelectMany(pattern => Directory.GetFiles(run, pattern)).Order(StringComparer.Ordinal)];
        foreach (string file in files)
        {
            await File.WriteAllTextAsync(Path.Combine(received, Path.GetFileName(file)), Shorten(await File.ReadAllTextAsync(file)));
        }

        // Where a change is meant, what was received becomes what is known.
        Assert.Equal(
            Directory.Exists(known) ? Directory.GetFiles(known).Select(Path.GetFileName).Order(StringComparer.Ordinal) : [],
            files.Select(Path.GetFileName)
        );
        foreach (string file in Directory.GetFiles(received))
        {
            Assert.Equal(
                (await File.ReadAllTextAsync(Path.Combine(known, Path.GetFileName(file)))).ReplaceLineEndings("\n"),
                await File.ReadAllTextAsync(file)
            );
        }
    }

    // A line an element, so that a change can be read.
    private static string Shorten(string text) =>
        Between().Replace(Hash().Replace(Style().Replace(text, "<$1>…</$1>"), "sha256-…"), ">\n<").ReplaceLineEndings("\n");

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("sha256-[A-Za-z0-9+/=]+")]
    private static partial Regex Hash();

    [GeneratedRegex("><")]
    private static partial Regex Between();
}
