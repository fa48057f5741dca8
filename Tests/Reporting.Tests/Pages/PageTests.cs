using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Tests;
using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Compare.Tests.Gating;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;
using ConcurrencyBench.Reporting.Pages.Pictures;
using ConcurrencyBench.Reporting.Tests.Charts;

namespace ConcurrencyBench.Reporting.Tests.Pages;

public sealed partial class PageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Report_ARun_WritesPageMarkdownAndPicturesAndLeavesReportsAlone()
    {
        string run = PageReport.Copy("suite/machine-a/run-1", _folder);
        Dictionary<string, string> before = Directory.GetFiles(run).ToDictionary(file => file, File.ReadAllText);

        CompareRun result = CompareRun.Run("report", run);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("report.html", result.Output, StringComparison.Ordinal);
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllText(file.Key)));
        string markdown = File.ReadAllText(Path.Combine(run, "report.md"));
        string[] pictures = [.. Directory.GetFiles(run, "*.svg").Select(file => Path.GetFileName(file)!)];
        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.Contains($"]({picture})", markdown, StringComparison.Ordinal));
        Assert.Equal(pictures.Length, Picture().Count(markdown));
        Assert.All(pictures, picture => Assert.Equal("svg", XElement.Load(Path.Combine(run, picture)).Name.LocalName));
        Assert.False(
            Directory.GetFileSystemEntries(_folder.Path).Any(path => path.EndsWith("index.html", StringComparison.Ordinal)),
            "an index outside of results/machine/run"
        );
    }

    [Fact]
    public void Report_TheReferenceRun_IsUnderAMegabyteAndWhole()
    {
        string run = Directory
            .GetDirectories(Path.Combine(RepositoryFolder.Path, "results"), "*", SearchOption.AllDirectories)
            .First(RunFolders.IsRun);
        string copy = Path.Combine(_folder.Path, "run");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(run, "*.json"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        CompareRun result = CompareRun.Run("report", copy);

        Assert.True(result.ExitCode == 0, result.Error);
        string page = File.ReadAllText(Path.Combine(copy, "report.html"));
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 50_000, 1_000_000);
        Assert.Contains("speed-up over sequential", page, StringComparison.Ordinal);
        Assert.Contains("bound: the best its schedule can reach", page, StringComparison.Ordinal);
        Assert.Contains("where the time of 2 cores goes", page, StringComparison.Ordinal);
        Assert.Contains("peak memory of all processes", page, StringComparison.Ordinal);
        AssertSelfContained(page);
    }

    [Theory]
    [InlineData("bdn-0.12.0")]
    [InlineData("bdn-0.14.0-launches/1")]
    [InlineData("bdn-0.15.8-a")]
    public void Report_OfAnyBenchmarkDotNet_HasAPageOfItsBenchmarks(string fixture)
    {
        string run = PageReport.Copy(fixture, _folder);

        CompareRun result = CompareRun.Run("report", run);

        Assert.True(result.ExitCode == 0, result.Error);
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("Sorting", page, StringComparison.Ordinal);
        Assert.Contains("<figure>", page, StringComparison.Ordinal);
        AssertSelfContained(page);
    }

    [Fact]
    public void Gate_OfAnyNames_HasAPageWithEveryPairAndItsFigures()
    {
        GateResult result = SimulatedGate.Of(
            1,
            new SimulatedBenchmark("N.T.Slow(text: \"<script>alert('x')</script>\")", CandidateRatio: 1.1),
            new SimulatedBenchmark("N.T.Same")
        );
        string page = GatePage.Render(result);
        AssertSelfContained(page);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", page, StringComparison.Ordinal);
        Assert.Contains("1 of 2 benchmarks slower", page, StringComparison.Ordinal);

        // A mark a pair, those of the copies among them, and a row a pair in the table below the picture.
        Picture pairs = GatePictures.Draw(result).Single(picture => picture.Id == "gate-pairs");
        Assert.Equal(result.Run.SelectPairsOfBothStages().Count(), pairs.Values.Rows.Length);
    }

    [Fact]
    public void Gate_NothingMeasured_IsAPageAllTheSame() =>
        AssertSelfContained(GatePage.Render(SimulatedGate.Of(1, new SimulatedBenchmark("N.T.Gone") { IsInCandidate = false })));

    [Fact]
    public void Report_ManyMachines_HasAPageForEachAnIndexAndMachinesSideBySide()
    {
        string root = PageReport.Copy("suite", _folder);

        CompareRun result = CompareRun.Run("report", root);

        Assert.True(result.ExitCode == 0, result.Error);
        string index = File.ReadAllText(Path.Combine(root, "index.html"));
        AssertSelfContained(index);
        foreach (string run in new[] { "machine-a/run-1", "machine-a/run-2", "machine-b/run-1", "machine-b/run-2" })
        {
            Assert.True(File.Exists(Path.Combine(root, run, "report.html")), run);
            Assert.Contains($"href=\"./{run}/report.html\"", index, StringComparison.Ordinal);
        }

        Assert.Contains("Machines side by side", index, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(root, "index-machines-*.svg"));
    }

    [Fact]
    public void Report_Newest_WritesOnlyThatPageAndTheIndex()
    {
        string root = PageReport.Copy("suite", _folder);
        string newest = Directory.GetFiles(Path.Combine(root, "machine-a", "run-2"), "*-report-full.json").Single();
        File.SetLastWriteTimeUtc(newest, DateTime.UtcNow.AddMinutes(1));

        CompareRun result = CompareRun.Run("report", root, "--newest");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(
            [Path.Combine(root, "machine-a", "run-2", "report.html")],
            Directory.GetFiles(root, "report.html", SearchOption.AllDirectories)
        );
        Assert.True(File.Exists(Path.Combine(root, "index.html")));
        Assert.Contains($"Page: {Path.Combine(root, "machine-a", "run-2", "report.html")}", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_TheNewestCannotBeRead_ClaimsNoPage()
    {
        string root = PageReport.Copy("suite", _folder);
        string newest = Directory.GetFiles(Path.Combine(root, "machine-a", "run-2"), "*-report-full.json").Single();
        File.WriteAllText(newest, "{");
        File.SetLastWriteTimeUtc(newest, DateTime.UtcNow.AddMinutes(1));

        CompareRun result = CompareRun.Run("report", root, "--newest");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("Page:", result.Output, StringComparison.Ordinal);
        Assert.Contains("Index:", result.Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "machine-a/run-2: ConcurrencyBench.Benchmarks.ModelBenchmarks-report-full.json: ",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Report_ARunThatCannotBeWritten_IsNamedAndTheOthersHaveTheirPages()
    {
        string root = PageReport.Copy("suite", _folder);
        Directory.CreateDirectory(Path.Combine(root, "machine-b", "run-1", "report.html"));

        CompareRun result = CompareRun.Run("report", root);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("machine-b/run-1: ", Assert.Single(result.Error.TrimEnd('\n', '\r').Split('\n')), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(root, "report.html", SearchOption.AllDirectories).Length);
        Assert.DoesNotContain(_folder.Path, File.ReadAllText(Path.Combine(root, "index.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index.html", "<html>My own page</html>")]
    [InlineData("index.md", "# My own page")]
    public void Report_APageOfSomebodyElse_IsLeftAloneInOneLine(string name, string content)
    {
        string root = PageReport.Copy("suite", _folder);
        File.WriteAllText(Path.Combine(root, name), content);

        CompareRun result = CompareRun.Run("report", root);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            $"{name}' is there, and does not say that bdn-compare wrote it",
            Assert.Single(result.Error.TrimEnd('\n', '\r').Split('\n')),
            StringComparison.Ordinal
        );
        Assert.Equal(content, File.ReadAllText(Path.Combine(root, name)));
        Assert.Single(Directory.GetFiles(root, "index*"));
    }

    [Fact]
    public void Report_ItsOwnPages_AreRenewed()
    {
        string root = PageReport.Copy("suite", _folder);
        Assert.Equal(0, CompareRun.Run("report", root).ExitCode);

        CompareRun again = CompareRun.Run("report", root);
        Assert.True(again.ExitCode == 0, again.Error);

        // Whoever keeps the Markdown only has it renewed too.
        File.Delete(Path.Combine(root, "index.html"));
        CompareRun markdown = CompareRun.Run("report", root);
        Assert.True(markdown.ExitCode == 0, markdown.Error);
    }

    [Fact]
    public void Report_TheIndexAsMarkdown_LeadsToMarkdown()
    {
        string root = PageReport.Copy("suite", _folder);

        Assert.Equal(0, CompareRun.Run("report", root).ExitCode);

        string index = File.ReadAllText(Path.Combine(root, "index.md"));
        Assert.Contains("](./machine-a/run-1/report.md)", index, StringComparison.Ordinal);
        Assert.DoesNotContain("report.html", index, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_ARunAmongResults_RenewsTheirIndex()
    {
        string root = PageReport.Copy("suite", _folder);
        string machine = Directory.GetDirectories(root)[0];
        string run = Directory.GetDirectories(machine)[0];
        string name = System
            .Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "host.json")))
            .RootElement.GetProperty("machine")
            .GetString()!;
        if (Path.GetFileName(machine) != name)
        {
            Directory.Move(machine, Path.Combine(root, name));
            run = Path.Combine(root, name, Path.GetFileName(run));
        }

        Assert.Equal(0, CompareRun.Run("report", run).ExitCode);

        Assert.Contains("report.html", File.ReadAllText(Path.Combine(root, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_ARunThatCannotBeRead_IsNamedAndTheOthersHaveTheirPages()
    {
        string root = PageReport.Copy("suite", _folder);
        string broken = Directory.GetFiles(Path.Combine(root, "machine-b", "run-1"), "*-report-full.json").Single();
        File.WriteAllText(broken, "{ \"Title\": ");

        CompareRun result = CompareRun.Run("report", root);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "machine-b/run-1: ConcurrencyBench.Benchmarks.ModelBenchmarks-report-full.json: this is not whole JSON",
            result.Error,
            StringComparison.Ordinal
        );
        string index = File.ReadAllText(Path.Combine(root, "index.html"));
        Assert.Contains("cannot be read", index, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, index, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(root, "report.html", SearchOption.AllDirectories).Length);
    }

    [Theory]
    [InlineData("no-such-folder", "is no folder")]
    [InlineData("", "no BenchmarkDotNet report")]
    public void Report_NothingToShow_IsOneLineAndExitOne(string name, string message)
    {
        CompareRun result = CompareRun.Run("report", Path.Combine(_folder.Path, name));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Error.TrimEnd('\n', '\r').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_EverythingFailed_IsAPageThatSaysSo()
    {
        string run = new TestReport().With("Run", null).In(_folder, "run");

        CompareRun result = CompareRun.Run("report", run);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "1 benchmark failed and has no figures: Run.",
            File.ReadAllText(Path.Combine(run, "report.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Report_SomeFailed_WarnsFirst()
    {
        string page = File.ReadAllText(PageReport.Of(new TestReport().With("Good", TestReport.Around(100)).With("Bad", null), _folder));

        Assert.Contains("1 benchmark failed", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("Warnings</h2>", StringComparison.Ordinal) < page.IndexOf("<table", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_HostileNames_AreEscapedEverywhere()
    {
        TestReport report = new();
        foreach (string text in HostileText.All.Where(text => text.Length > 0 && !text.Contains('\ud800', StringComparison.Ordinal)))
        {
            report = report.With(
                text,
                TestReport.Around(100 + text.Length),
                arguments: $"(text: \"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\")"
            );
        }

        string file = PageReport.Of(report, _folder);

        string page = File.ReadAllText(file);
        AssertSelfContained(page);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Single(Script().Matches(page));
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(file)!, "*.svg"), picture => XElement.Load(picture));
    }

    [Fact]
    public void Report_TwoThousandRows_HasAllInTheTableAndSaysWhatIsNotDrawn()
    {
        TestReport report = new();
        for (int i = 0; i < 2000; i++)
        {
            report = report.With(string.Create(CultureInfo.InvariantCulture, $"Run{i:0000}"), TestReport.Around(100 + i));
        }

        string page = File.ReadAllText(PageReport.Of(report, _folder, "--baseline-method", "Run1000"));

        Assert.Contains("Run1999", page, StringComparison.Ordinal);
        Assert.Equal(page.Split("<figure>").Length, page.Split("1,940 rows more are in the table only").Length);
        AssertSelfContained(page);
    }

    [Fact]
    public void Report_BrokenExtras_AreWarningsAndThePageIsWritten()
    {
        string run = new TestReport().With("Run", TestReport.Around(100)).In(_folder, "run");
        File.WriteAllText(Path.Combine(run, "timeline.json"), "[]");
        File.WriteAllText(Path.Combine(run, "scaling.json"), """{"schemaVersion":99}""");

        CompareRun result = CompareRun.Run("report", run);

        Assert.True(result.ExitCode == 0, result.Error);
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("timeline.json:", page, StringComparison.Ordinal);
        Assert.Contains("schemaVersion is 99", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_HtmlOutput_IsAPageWithBothSides()
    {
        string page = Path.Combine(_folder.Path, "comparison.html");

        CompareRun result = CompareRun.Run(CompareRun.Fixture("bdn-0.15.8-a"), CompareRun.Fixture("bdn-0.15.8-b"), "-o", page);

        Assert.Equal(2, result.ExitCode);
        string text = File.ReadAllText(page);
        AssertSelfContained(text);
        Assert.Contains("right of 1 is slower", text, StringComparison.Ordinal);
        Assert.Contains("Every launch of both sides", text, StringComparison.Ordinal);
        Assert.Contains("Slower", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoBlocksAtAll_IsAPage() => AssertSelfContained(Page.Render("", "", []));

    [Fact]
    public void Of_OneRowAndNoRows_AreTables()
    {
        string page = Page.Render(
            "title",
            "lead",
            [
                new Grid([new Column("A", true)], []),
                new Grid(
                    [new Column("")],
                    [
                        ["x"],
                    ]
                ),
            ]
        );

        AssertSelfContained(page);
        Assert.Contains("<tbody></tbody>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b.html", "./a/b.html")]
    [InlineData("../docs/page.md", "../docs/page.md")]
    [InlineData("javascript:alert(1)", "./javascript%3Aalert%281%29")]
    [InlineData("a b#c?d/e.html", "./a%20b%23c%3Fd/e.html")]
    public void Encode_Link_LeadsToTheFileOnly(string link, string expected) => Assert.Equal(expected, RelativeLink.Encode(link));

    [Theory]
    [InlineData("cannot be read. Access to the path '/a/b/c.json' is denied.", "cannot be read. Access to the path 'c.json' is denied.")]
    [InlineData("/a/bc/d.json and /a/b/d.json", "/a/bc/d.json and d.json")]
    public void Within_Text_HasPathsFromTheFolderOn(string text, string expected) =>
        Assert.Equal(expected, RelativeLink.Within("/a/b", text));

    /// <summary>The policy's hashes are those of what is in the page, and nothing in it points elsewhere.</summary>
    private static void AssertSelfContained(string page)
    {
        string policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{Hash(Style().Match(page).Groups[1].Value)}'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{Hash(Script().Match(page).Groups[1].Value)}'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(?i)<[^>]+\s(src|srcset|poster|action|style|on[a-z]+)\s*=""", page);
        Assert.All(Link().Matches(page), link => Assert.Matches(@"^(\.\.?/|#|data:,)", link.Groups[1].Value));
        Assert.DoesNotContain("NaN", Tag().Replace(Script().Replace(Style().Replace(page, ""), ""), ""), StringComparison.Ordinal);
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    [GeneratedRegex("""http-equiv="Content-Security-Policy" content="([^"]*)""")]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"!\[")]
    private static partial Regex Picture();
}
