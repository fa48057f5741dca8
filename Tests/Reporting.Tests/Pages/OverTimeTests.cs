using System.Text.Json;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>The index over time: courses with their changes, and the two runs of a change compared.</summary>
/// <param name="browser">Shared by all tests.</param>
public sealed class OverTimeTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const int Runs = 8;
    private const int FirstSlow = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Results()
    {
        string root = Path.Combine(_folder.Path, "results");
        for (int run = 1; run <= Runs; run++)
        {
            double wobble = 1 + (run % 2 * 0.002);
            string name = string.Create(CultureInfo.InvariantCulture, $"results/machine/run-{run}");
            string folder = new TestReport()
                .With("Steady", TestReport.Around(2_000_000 * wobble))
                .With("Slowed", TestReport.Around(5_000_000 * wobble * (run < FirstSlow ? 1 : 1.2)))
                .In(_folder, name);
            File.WriteAllText(
                Path.Combine(folder, "host.json"),
                JsonSerializer.Serialize(
                    new
                    {
                        schemaVersion = 1,
                        machine = "machine",
                        startedUtc = new DateTimeOffset(2026, 11, run, 0, 0, 0, TimeSpan.Zero),
                        source = new { commit = string.Create(CultureInfo.InvariantCulture, $"c0ffee{run}0000"), dirty = false },
                    }
                )
            );
        }

        CompareRun written = CompareRun.Run("report", root);
        Assert.True(written.ExitCode == 0, written.Error);
        return root;
    }

    [Fact]
    public void Report_RunsOfAMachine_HasEachCourseWithItsChangeAndCommit()
    {
        string root = Results();
        string markdown = File.ReadAllText(Path.Combine(root, "index.md"));
        string picture = File.ReadAllText(Path.Combine(root, "index-history-1-1.svg"));

        Assert.Contains("### Over time: machine", markdown, StringComparison.Ordinal);
        Assert.Contains("| Work.Slowed | 8 | 5.011 ms | 6.001 ms | 1.198 |", markdown, StringComparison.Ordinal);
        Assert.Contains(
            "| 20 % slower | c0ffee5 | [before and after](./comparisons/machine-run-5-since-machine-run-4.html) |",
            markdown,
            StringComparison.Ordinal
        );
        Assert.Contains("class=\"band\"", picture, StringComparison.Ordinal);
        Assert.Contains("c0ffee1", picture, StringComparison.Ordinal);
        Assert.Equal(Runs - 1, Directory.GetFiles(Path.Combine(root, "comparisons")).Length);
    }

    [Fact]
    public void Report_AGateIsKeptInTheRunOfAChange_LinksIt()
    {
        string root = Results();
        string markdown = Path.Combine(root, "index.md");
        Assert.DoesNotContain("Explained", File.ReadAllText(markdown), StringComparison.Ordinal);
        Keep("machine/run-5/why", "Work.Steady", "c0ffee50000");
        Keep("machine/run-4/why", "Work.Slowed", "c0ffee40000");
        Keep("machine/run-5/other commit", "Work.Slowed", "1234567");
        Assert.DoesNotContain("what changed", Write(), StringComparison.Ordinal);
        Keep("machine/run-5/why not", "Work.Slowed", "c0ffee50000");

        Assert.Contains("| [what changed](./machine/run-5/why%20not/gate.html) |", Write(), StringComparison.Ordinal);
        string file = Path.Combine(_folder.Path, "history.md");
        CompareRun.Run("history", Path.Combine(root, "machine"), "--absolute", "-o", file);
        Assert.Contains(
            "- [Work.Slowed](./results/machine/run-5/why%20not/gate.html): what changed in",
            File.ReadAllText(file),
            StringComparison.Ordinal
        );

        void Keep(string folder, string benchmark, string commit)
        {
            string path = Directory.CreateDirectory(Path.Combine(root, folder)).FullName;
            File.WriteAllText(
                Path.Combine(path, "gate.json"),
                JsonSerializer.Serialize(
                    new { candidate = new { commit }, explanations = new[] { new { fullName = FindName(benchmark) } } }
                )
            );
            File.WriteAllText(Path.Combine(path, "gate.html"), "");
        }

        string Write()
        {
            CompareRun.Run("report", root);
            return File.ReadAllText(markdown);
        }

        string FindName(string benchmark)
        {
            string report = Directory
                .GetFiles(Path.Combine(root, "machine/run-1"), "*.json", SearchOption.AllDirectories)
                .First(file => !file.EndsWith("host.json", StringComparison.Ordinal));
            return JsonDocument
                .Parse(File.ReadAllText(report))
                .RootElement.GetProperty("Benchmarks")
                .EnumerateArray()
                .Select(one => one.GetProperty("FullName").GetString()!)
                .First(name => name.Contains(benchmark, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Report_RunsThatSayNoCommitAndHaveNoBaseline_HaveNoColumnsForThem()
    {
        string root = Path.Combine(_folder.Path, "results");
        for (int run = 1; run <= 2; run++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"results/run-{run}");
            new TestReport().With("Steady", TestReport.Around(2_000_000)).In(_folder, name);
        }

        Assert.Equal(0, CompareRun.Run("report", root).ExitCode);

        string[] heads =
        [
            .. File.ReadLines(Path.Combine(root, "index.md")).Where(line => line.StartsWith("| Run |", StringComparison.Ordinal)),
        ];
        Assert.Equal(["| Run | Machine | Started | Runtime | Benchmarks | Failed |"], heads);
    }

    [Fact]
    public async Task Index_AClickOnARun_OpensTheTwoRunsCompared()
    {
        await using OpenPage open = await browser.OpenAsync(Path.Combine(Results(), "index.html"));
        open.AssertQuiet();
        await open.Page.EvaluateAsync(
            """
            () => { [...document.querySelectorAll('figure svg a')]
              .find(link => link.querySelector('title').textContent.startsWith('Work.Slowed\nrun 5'))
              .id = 'slowed'; }
            """
        );

        IRequest asked = await open.Page.RunAndWaitForRequestAsync(() => open.Page.Locator("#slowed").ClickAsync(), _ => true);

        await using OpenPage comparison = await browser.OpenAsync(new Uri(asked.Url).LocalPath);

        await Assertions.Expect(comparison.Page.Locator("h1")).ToHaveTextAsync("Benchmark comparison");
        Assert.Contains("1 slower", await comparison.Page.Locator("header p").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("run-4", await comparison.Page.Locator("main table").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OneRunOfAMachine_HasNoCourse()
    {
        string root = Path.Combine(_folder.Path, "results");
        new TestReport().With("Steady", TestReport.Around(2_000_000)).In(_folder, "results/run");

        Assert.Equal(0, CompareRun.Run("report", root).ExitCode);

        Assert.DoesNotContain("Over time", File.ReadAllText(Path.Combine(root, "index.md")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(root, "comparisons")));
    }
}
