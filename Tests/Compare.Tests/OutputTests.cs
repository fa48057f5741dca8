using System.Text.Json;
using ConcurrencyBench.Analysis.Tests;
using CsvHelper;

namespace ConcurrencyBench.Compare.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Compare_SeveralOutputs_AreWrittenWholeAndAgree()
    {
        string[] files = [Path.Combine(_folder.Path, "r.md"), Path.Combine(_folder.Path, "r.csv"), Path.Combine(_folder.Path, "r.json")];
        CompareRun run = CompareRun.Run([
            CompareRun.Fixture("bdn-0.15.8-a"),
            CompareRun.Fixture("bdn-0.15.8-b"),
            .. files.SelectMany(file => new[] { "-o", file }),
        ]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("**Slower**", File.ReadAllText(files[0]), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(files[2]));
        Assert.Equal(1, json.RootElement.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(2, json.RootElement.GetProperty("exitCode").GetInt32());
        Dictionary<string, string>[] rows = ReadCsv(files[1]);
        JsonElement[] benchmarks = [.. json.RootElement.GetProperty("benchmarks").EnumerateArray()];
        Assert.Equal(benchmarks.Length + 5, rows.Length);
        Assert.All(
            benchmarks,
            benchmark =>
            {
                Dictionary<string, string> row = Assert.Single(
                    rows,
                    row => row["Benchmark"] == benchmark.GetProperty("fullName").GetString()
                );
                Assert.Equal(benchmark.GetProperty("verdict").GetString(), row["Verdict"], ignoreCase: true);
                Assert.Equal(
                    benchmark.GetProperty("ratio").GetProperty("value").GetDouble(),
                    double.Parse(row["Ratio"], CultureInfo.InvariantCulture),
                    12
                );
            }
        );
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void Compare_ForeignCulture_WritesTheSame()
    {
        string[] arguments =
        [
            CompareRun.Fixture("bdn-0.15.8-a"),
            CompareRun.Fixture("bdn-0.15.8-b"),
            "-o",
            Path.Combine(_folder.Path, "r.csv"),
            "-o",
            Path.Combine(_folder.Path, "r.json"),
            "-o",
            Path.Combine(_folder.Path, "r.md"),
        ];
        string invariant = AllOutput(arguments);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ru-RU");
            Assert.Equal(invariant, AllOutput(arguments));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Compare_HostileNames_AreShownAndNotRun()
    {
        const string Name = "Run(text: \"<script>alert(1)</script> | *b* `c` [d](e) _f_ \\, \u202e\")";
        TestReport report = new TestReport().With("Run", TestReport.Around(100), arguments: Name[3..]);
        string markdown = Path.Combine(_folder.Path, "r.md");
        string csv = Path.Combine(_folder.Path, "r.csv");

        CompareRun run = CompareRun.Run(report.In(_folder, "a"), report.In(_folder, "b"), "-o", markdown, "-o", csv);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("[d](e)", run.Output, StringComparison.Ordinal);
        string text = File.ReadAllText(markdown);
        Assert.DoesNotContain('<', text);
        Assert.Contains("&lt;script&gt;", text, StringComparison.Ordinal);
        Assert.Contains("\\| \\*b\\* \\`c\\` \\[d\\](e) \\_f\\_", text, StringComparison.Ordinal);
        Assert.Equal($"Suite.Work.{Name.Replace("\u202e", "\\u202e", StringComparison.Ordinal)}", Assert.Single(ReadCsv(csv))["Benchmark"]);
    }

    [Fact]
    public void Compare_NamesThatASpreadsheetWouldCompute_AreText()
    {
        string report = new TestReport().With("Run", TestReport.Around(100), className: "=1+1.Work").In(_folder, "report");
        string csv = Path.Combine(_folder.Path, "r.csv");

        Assert.Equal(0, CompareRun.Run(report, report, "-o", csv).ExitCode);

        Assert.Equal("'=1+1.Work.Run", Assert.Single(ReadCsv(csv))["Benchmark"]);
    }

    [Fact]
    public void Compare_NamesWithDollarsAndControls_AreMarkdownAndNoFormula()
    {
        string report = new TestReport().With("Run", TestReport.Around(100), arguments: "(text: \"$x^2$ \u0001\")").In(_folder, "report");
        string markdown = Path.Combine(_folder.Path, "r.md");

        Assert.Equal(0, CompareRun.Run(report, report, "-o", markdown).ExitCode);

        Assert.Contains("\\$x^2\\$ \\\\u0001", File.ReadAllText(markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_StepSummary_IsAppendedTo()
    {
        string summary = _folder.File("summary.md", "before\n");
        string report = new TestReport().With("Run", TestReport.Around(100)).In(_folder, "report");

        Assert.Equal(0, CompareRun.Run(summary, [report, report]).ExitCode);

        string text = File.ReadAllText(summary);
        Assert.StartsWith("before\n## Benchmark comparison\n", text, StringComparison.Ordinal);
        Assert.Contains("| Work.Run |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_OutputThatIsAnInput_IsRefused()
    {
        string report = new TestReport().With("Run", TestReport.Around(100)).In(_folder, "report");
        string file = Directory.GetFiles(report).Single();
        string before = File.ReadAllText(file);

        CompareRun run = CompareRun.Run(report, report, "-o", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("one of the reports", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(file));
    }

    [Fact]
    public void Compare_LaunchesGoneBadOnOneSideOnly_AreAFinding()
    {
        double[][] good = TestReport.Around(100, 20);
        double[][] bad = [.. TestReport.Around(100, 13), .. TestReport.Around(200, 7)];
        string[] reports = [new TestReport().With("Run", good).In(_folder, "a"), new TestReport().With("Run", bad).In(_folder, "b")];

        CompareRun run = CompareRun.Run(reports);

        Assert.Contains(
            "The share of outlier launches differs: Work.Run, 0 of 20 excluded in the baseline, 7 of 20 excluded in the candidate",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "The share of outlier launches differs",
            CompareRun.Run(reports[0], reports[0]).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Compare_OutputThatCannotBeWritten_IsOneLineAndExitOne()
    {
        string report = new TestReport().With("Run", TestReport.Around(100)).In(_folder, "report");

        CompareRun run = CompareRun.Run(report, report, "-o", Path.Combine(_folder.Path, "no", "such", "folder", "r.md"));

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Error.TrimEnd('\n', '\r').Split('\n'));
    }

    [Fact]
    public void Compare_ManyRows_ShowsThoseThatMatterAndCountsTheRest()
    {
        TestReport baseline = new();
        TestReport candidate = new();
        for (int i = 0; i < 100; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"Run{i:000}");
            baseline = baseline.With(name, TestReport.Around(100));
            candidate = candidate.With(name, TestReport.Around(i == 50 ? 150 : 100));
        }

        string[] reports = [baseline.In(_folder, "a"), candidate.In(_folder, "b")];
        CompareRun few = CompareRun.Run(reports);
        CompareRun all = CompareRun.Run([.. reports, "--all"]);

        Assert.Contains("Run050", few.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Run049", few.Output, StringComparison.Ordinal);
        Assert.Contains("99 of 100 rows are not shown", few.Output, StringComparison.Ordinal);
        Assert.Contains("Run049", all.Output, StringComparison.Ordinal);
    }

    private static string AllOutput(string[] arguments)
    {
        CompareRun run = CompareRun.Run(arguments);
        return run.Output + run.Error + string.Concat(arguments.Where(Path.HasExtension).Where(File.Exists).Select(File.ReadAllText));
    }

    private static Dictionary<string, string>[] ReadCsv(string file)
    {
        string[][] lines;
        using (
            CsvReader csv = CsvReader.Create(new StringReader(File.ReadAllText(file)), CsvReaderOptions.Default with { HasHeader = false })
        )
        {
            lines = [.. Lines(csv)];
        }

        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    private static IEnumerable<string[]> Lines(CsvReader csv)
    {
        while (csv.Read())
        {
            yield return [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i))];
        }
    }
}
