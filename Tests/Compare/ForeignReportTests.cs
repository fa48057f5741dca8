using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConcurrencyBench.Compare.Loading;
using ConcurrencyBench.Tests.Infrastructure;

namespace ConcurrencyBench.Tests.Compare;

/// <summary>Reports as other projects have them: odd rows, odd files, odd names. Each is read for what it says, and never ends the rest.</summary>
public sealed class ForeignReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("history-joined")]
    [InlineData("history-perclass")]
    public void History_EitherFormOfTitle_IsInTheOrderOfTheStarts(string folder)
    {
        CompareRun run = CompareRun.Of("history", Case(folder), "--absolute");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2026-01-01 10:00 to 2026-01-06 10:00", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Bench\.X: 40 % slower since \S*run-11", run.Output);
    }

    [Fact]
    public void History_TitlesWithoutADate_IsInTheOrderOfThePathsAndSaysSo()
    {
        Undated("runs", "run-8", "run-9", "run-10", "run-11", "run-12", "run-13");

        CompareRun run = CompareRun.Of("history", Path.Combine(_folder.Path, "runs"), "--absolute");

        Assert.Matches(@"slower since \S*run-11", run.Output);
        Assert.Contains("6 of 6 runs do not say when they started", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_OneStartThatContradictsThePaths_IsSaid()
    {
        Undated("runs", "a", "b", "c");
        Write("runs/d/App-report-full.json", Titled("App-20260102-000000", 100));
        Write("runs/e/App-report-full.json", Titled("App-20260101-000000", 100));

        Assert.Contains(
            "3 of 5 runs do not say when they started", CompareRun.Of("history", Path.Combine(_folder.Path, "runs"), "--absolute").Output, StringComparison.Ordinal);
        Assert.Contains("which is not the order of the starts that are known", CompareRun.Of("history", Path.Combine(_folder.Path, "runs"), "--absolute").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App-report-full-20260105-100000.json", "2026-01-05 10:00")]
    [InlineData("BenchmarkRun-joined-2026-01-05-10-00-00-report-full.json", "2026-01-05 10:00")]
    [InlineData("App-report-full.json", "–")]
    public void Load_TitleWithoutADate_TakesTheStartFromTheName(string name, string started)
    {
        Write($"run/{name}", Titled("App", 100));

        Assert.Contains(started, CompareRun.Of(Path.Combine(_folder.Path, "run"), Path.Combine(_folder.Path, "run")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TimeStampedFilesInOneFolder_AreRuns()
    {
        foreach (int day in Enumerable.Range(1, 6))
        {
            Write($"flat/App-report-full-2026010{day}-100000.json", Titled($"App-2026010{day}-100000", (day < 4 ? 100 : 140) + (0.01 * day)));
        }

        string flat = Path.Combine(_folder.Path, "flat");
        CompareRun history = CompareRun.Of("history", flat, "--absolute");
        CompareRun itself = CompareRun.Of(flat, flat);

        Assert.Contains("6 runs of", history.Output, StringComparison.Ordinal);
        Assert.Matches("40 % slower since", history.Output);
        Assert.Equal(0, itself.ExitCode);
        Assert.Contains("holds 6 runs; the newest is taken", itself.Output, StringComparison.Ordinal);
        Assert.Contains("140.", itself.Output, StringComparison.Ordinal);
        Assert.Equal(0, CompareRun.Of("report", flat).ExitCode);
        Assert.Equal(30, ReportLoader.Load(flat, takesAllRuns: true).Benchmarks[0].Launches.Length);
    }

    [Fact]
    public void Load_AnyName_IsFoundByWhatIsInTheFile()
    {
        Write("mixed/package.json", """{ "name": "no report" }""");
        File.Copy(Case("custom-name/benchmark-results.json"), _folder.File("mixed/odd name.json", ""), overwrite: true);

        Report report = ReportLoader.Load(Path.Combine(_folder.Path, "mixed"), takesAllRuns: false);

        Assert.Equal("App.Bench.X", Assert.Single(report.Benchmarks).Key.FullName);
        Assert.Empty(report.Warnings);
        Assert.Equal(0, CompareRun.Of("report", Path.Combine(_folder.Path, "mixed")).ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "mixed", "report.html")));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public void Load_Utf16_IsReadAsWindowsPowerShellWritesIt(bool isBigEndian, bool hasMark)
    {
        string path = Path.Combine(_folder.Path, "a-report.json");
        File.WriteAllText(path, new TestReport().With("Rün", TestReport.Around(100)).ToString(), new UnicodeEncoding(isBigEndian, hasMark));

        Assert.Equal("Suite.Work.Rün", ReportLoader.Load(path, takesAllRuns: false).Benchmarks[0].Key.FullName);
    }

    [Fact]
    public void Compare_AllocationsInMetricsOnly_AreJudged()
    {
        CompareRun run = CompareRun.Of(Case("alloc-0131/a"), Case("alloc-0131/b"), "--alloc-margin", "1%");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("112 B → 1.094 KiB", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MetricThatIsNoNumber_IsUnknownAndNoDifference()
    {
        CompareRun run = CompareRun.Of(Case("nan-metric/a"), Case("nan-metric/b"));

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Other metrics", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MetricsOfOneSideOnly_AreNoDifference()
        => Assert.DoesNotContain("Other metrics", CompareRun.Of(Case("brief-vs-full/brief"), Case("brief-vs-full/full")).Output, StringComparison.Ordinal);

    [Fact]
    public void Compare_TwoOfOneName_AreToldApartByTheirOrder()
    {
        CompareRun run = CompareRun.Of(Case("dup-object-args/a"), Case("dup-object-args/b"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 the same", run.Output, StringComparison.Ordinal);
        Assert.Contains("ambiguous. They are told apart by their order", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_JobsThatDifferInCountsOnly_AreToldApart()
    {
        string report = Case("same-key-two-jobs");
        CompareRun run = CompareRun.Of(report, report, "--filter", "*X", "-o", Path.Combine(_folder.Path, "out.json"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "out.json")));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["InvocationCount=1, UnrollFactor=1", "IterationCount=3, LaunchCount=1, WarmupCount=3"],
            json.RootElement.GetProperty("benchmarks").EnumerateArray().Select(row => row.GetProperty("distinction").GetString()));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    public void Compare_OtherNumberOfOneName_IsAmbiguousAndTheRestIsCompared(int left, int right)
    {
        CompareRun run = CompareRun.Of(Namesakes("a", left), Namesakes("b", right));

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("Ambiguous, not compared", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 the same", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 ambiguous", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, CompareRun.Of(Namesakes("a", left), Namesakes("b", right), "--allow-missing").ExitCode);
        Assert.Equal(0, CompareRun.Of("report", Namesakes("page", right)).ExitCode);
        Assert.Equal(0, CompareRun.Of("export", Namesakes("page", right), "--format", "go").ExitCode);
    }

    [Theory]
    [InlineData("a", "b", "> 50.000", "an increase")]
    [InlineData("b", "a", "< 0.02", "a decrease")]
    [InlineData("a", "a", "–", "on either side")]
    public void Compare_TimeOfZero_IsNoMeasurableTimeAndNoFailure(string baseline, string candidate, string ratio, string finding)
    {
        CompareRun run = CompareRun.Of(Case($"brief-zero/{baseline}"), Case($"brief-zero/{candidate}"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("< 0.1 ns", run.Output, StringComparison.Ordinal);
        Assert.Contains("No measurable time", run.Output, StringComparison.Ordinal);
        Assert.Matches($"Read_double .*│ +{ratio} +│", run.Output);
        Assert.Contains(finding, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_OneZeroAmongTheValues_IsATime()
        => Assert.Contains("1 ns", CompareRun.Of(Case("brief-zero/c"), Case("brief-zero/c")).Output, StringComparison.Ordinal);

    [Fact]
    public void Compare_FromNothingToATime_IsConfirmedWithLaunchesEnough()
    {
        string nothing = new TestReport().With("Run", [.. Enumerable.Range(0, 5).Select(_ => new double[] { 0, 0, 0 })]).In(_folder, "nothing");
        string something = new TestReport().With("Run", TestReport.Around(5)).In(_folder, "something");

        Assert.Equal(2, CompareRun.Of(nothing, something).ExitCode);
        Assert.Equal(0, CompareRun.Of(something, nothing).ExitCode);
        Assert.Equal(0, CompareRun.Of(nothing, nothing, "--fail-on", "inconclusive").ExitCode);
    }

    [Fact]
    public void Export_NoMeasurableTime_IsSaidAndLeftOut()
    {
        CompareRun run = CompareRun.Of("export", Case("brief-zero/a"), "--format", "go");

        Assert.Contains("App.Bench.Read_double has no measurable time", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Read_double", run.Output, StringComparison.Ordinal);
        Assert.Contains("Bench/O", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("\"NaN\"")]
    [InlineData("1e999")]
    [InlineData("\"Infinity\"")]
    [InlineData("null")]
    public void Compare_ImpossibleTime_IsAFindingOfItsRow(string time)
    {
        string good = new TestReport().With("Run", TestReport.Around(100)).With("Other", TestReport.Around(50)).In(_folder, "good");
        string bad = Write("bad/a-report.json", new TestReport().With("Run", [[100, 98765]]).With("Other", TestReport.Around(50)).ToString().Replace("987650", time, StringComparison.Ordinal));

        CompareRun run = CompareRun.Of(good, bad);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("1 the same", run.Output, StringComparison.Ordinal);
        Assert.Contains("Failed in the candidate: Work.Run (", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_RowOfAnotherKind_IsAFindingOfItsRow()
    {
        string good = new TestReport().With("Run", TestReport.Around(100)).With("Other", TestReport.Around(50)).In(_folder, "good");
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(good, "Suite.Work-report-full.json")))!;
        json["Benchmarks"]![0]!["Measurements"] = "gone";
        string bad = Write("bad/Suite.Work-report-full.json", json.ToJsonString());

        CompareRun run = CompareRun.Of(good, bad);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("Failed in the candidate: Work.Run ($.Measurements in it is of another kind)", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 the same", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_EverythingFailedOnOneSide_IsSaidOfEachRow()
    {
        string good = new TestReport().With("Run", TestReport.Around(100)).In(_folder, "good");
        string failed = new TestReport().With("Run", null).In(_folder, "failed");

        Assert.Equal(5, CompareRun.Of(good, failed).ExitCode);
        Assert.Contains("Failed in the baseline, measured in the candidate", CompareRun.Of(failed, good).Output, StringComparison.Ordinal);
        Assert.Equal(4, CompareRun.Of(failed, failed).ExitCode);
        Assert.Equal(0, CompareRun.Of("report", failed).ExitCode);
        Assert.Equal(1, CompareRun.Of("export", failed, "--format", "go").ExitCode);
    }

    [Fact]
    public void Load_FileOfAnOldVersionInAFolder_IsLeftOutAndNamesTheLimit()
    {
        string old = """{ "Title": "Old", "HostEnvironmentInfo": { "BenchmarkDotNetVersion": "0.9.9.0" }, "Benchmarks": [ { "ShortInfo": "Run" } ] }""";
        string alone = Write("old/Old-report.json", old);
        new TestReport().With("Run", TestReport.Around(100)).In(_folder, "mixed");
        Write("mixed/Old-report.json", old);
        string mixed = Path.Combine(_folder.Path, "mixed");

        CompareRun refused = CompareRun.Of(alone, alone);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("BenchmarkDotNet 0.9.9.0 wrote it", refused.Error, StringComparison.Ordinal);
        Assert.Contains("0.12 is the oldest", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, CompareRun.Of(mixed, mixed).ExitCode);
        Assert.Contains("Left out: ", CompareRun.Of(mixed, mixed).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TruncatedFileInAFolder_IsLeftOutAndSaid()
    {
        string folder = new TestReport().With("Run", TestReport.Around(100)).In(_folder, "mixed");
        Write("mixed/Other-report-full.json", new TestReport().With("Other", TestReport.Around(100)).ToString()[..700]);

        Assert.Contains("not whole JSON", Assert.Single(ReportLoader.Load(folder, takesAllRuns: false).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_StatisticsWithoutMeasurementsOfTheWork_AreReadAsABriefReport()
    {
        CompareRun run = CompareRun.Of(Case("pilot-only/a"), Case("pilot-only/b"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("0 failed", run.Output, StringComparison.Ordinal);
        Assert.Contains("Bench.X", run.Output, StringComparison.Ordinal);
        Assert.Contains("1.004 µs", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EmptyLoop_IsNotInTheTime()
    {
        CompareRun run = CompareRun.Of(Case("overhead/a"), Case("overhead/b"));

        Assert.Contains("1.438 ns │  1.554 ns │ 1.080", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public void Load_EmptyLoopOfEachLaunch_IsItsOwnMedian()
    {
        // 3 − 1, 3.5 − 1 and 4 − 1 in the first launch; nothing is known of the second's loop.
        JsonNode json = JsonNode.Parse(new TestReport().With("Run", [[3, 3.5, 4], [3, 3, 3]]).ToString())!;
        JsonArray measurements = json["Benchmarks"]![0]!["Measurements"]!.AsArray();
        foreach (double time in new[] { 0.5, 1, 9 })
        {
            measurements.Add(JsonNode.Parse(FormattableString.Invariant($$"""{ "IterationMode": "Overhead", "IterationStage": "Actual", "LaunchIndex": 1, "Operations": 16, "Nanoseconds": {{16 * time}} }""")));
        }

        ImmutableArray<Launch> launches = ReportLoader.Load(Write("a-report.json", json.ToJsonString()), takesAllRuns: false).Benchmarks[0].Launches;

        Assert.Equal<double>([2, 2.5, 3], launches[0].NanosecondsPerOp);
        Assert.Equal<double>([3, 3, 3], launches[1].NanosecondsPerOp);
        Assert.Equal<double>([1, 0], launches.Select(launch => launch.EmptyLoopNanosecondsPerOp));
    }

    [Fact]
    public void Load_FullAndBriefOfOneRun_Agree()
    {
        ImmutableArray<Benchmark> brief = ReportLoader.Load(Case("brief-vs-full/brief"), takesAllRuns: false).Benchmarks;
        ImmutableArray<Benchmark> full = ReportLoader.Load(Case("brief-vs-full/full"), takesAllRuns: false).Benchmarks;

        Assert.All(brief.Zip(full), pair => Assert.InRange(
            MathNet.Numerics.Statistics.Statistics.Median(pair.First.Launches[0].NanosecondsPerOp) / MathNet.Numerics.Statistics.Statistics.Median(pair.Second.Launches[0].NanosecondsPerOp), 0.98, 1.02));
        Assert.Contains("0 suspected slower", CompareRun.Of(Case("brief-vs-full/brief"), Case("brief-vs-full/full")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OneReport_HasOneTimeEverywhere()
    {
        string report = Case("one-launch/a");
        string json = Path.Combine(_folder.Path, "out.json");
        string csv = Path.Combine(_folder.Path, "out.csv");

        string compared = CompareRun.Of(report, report, "-o", json, "-o", csv).Output;
        string exported = CompareRun.Of("export", report, "--format", "go").Output;
        string history = CompareRun.Of("history", report, "--absolute").Output;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement side = document.RootElement.GetProperty("benchmarks")[0].GetProperty("baseline");
        double time = side.GetProperty("nanoseconds").GetDouble();

        string shown = ConcurrencyBench.Compare.Rendering.Figures.Time(time);

        Assert.Contains(shown, compared, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($" {time:0.####} ns/op"), exported, StringComparison.Ordinal);
        Assert.Contains(shown, history, StringComparison.Ordinal);
        Assert.Equal(ReportLoader.Load(report, takesAllRuns: false).Benchmarks[0].ReportedMeanNanoseconds, side.GetProperty("reportedMeanNanoseconds").GetDouble());
        Assert.Contains("BaselineReportedMeanNs", File.ReadAllText(csv), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_RunsOfOneDistribution_HaveOneSummary()
    {
        Assert.All(["run01", "run02", "run10"], run => Assert.Equal(MeanOfMedians(run), TimeOf(run), 9));
        Assert.Contains("launch-summary: median", CompareRun.Of("export", Case("export-summary-flip/run01"), "--format", "go").Output, StringComparison.Ordinal);

        static double MeanOfMedians(string name)
            => MathNet.Numerics.Statistics.Statistics.GeometricMean(JsonNode.Parse(File.ReadAllText(Case($"export-summary-flip/{name}/Bench-report-full.json")))!["Benchmarks"]![0]!["Measurements"]!.AsArray()
                .Where(iteration => iteration!["IterationStage"]!.GetValue<string>() == "Actual")
                .GroupBy(iteration => iteration!["LaunchIndex"]!.GetValue<int>(), iteration => iteration!["Nanoseconds"]!.GetValue<double>() / iteration["Operations"]!.GetValue<double>())
                .Select(launch => MathNet.Numerics.Statistics.Statistics.Median(launch)));

        static double TimeOf(string name)
            => JsonNode.Parse(CompareRun.Of("export", Case($"export-summary-flip/{name}"), "--format", "github-smaller").Output)![0]!["value"]!.GetValue<double>();
    }

    [Fact]
    public void History_OneRunOfAnotherProcessor_IsAGapInTimesAndNoneInRatios()
    {
        CompareRun times = CompareRun.Of("history", Case("runner-drift"), "--absolute");
        CompareRun vouched = CompareRun.Of("history", Case("runner-drift"), "--absolute", "--same-machine");
        CompareRun ratios = CompareRun.Of("history", Case("runner-drift"), "--baseline-method", "Base");

        Assert.Equal(0, times.ExitCode);
        Assert.Contains("8 runs, 7 of them of AMD EPYC 7763", times.Output, StringComparison.Ordinal);
        Assert.Matches(@"20260103 is a gap: its times are of AMD EPYC 9V74", times.Output);
        Assert.Matches(@"Bench\.X +│ +7 ", times.Output);
        Assert.Matches(@"Bench\.X +│ +8 ", vouched.Output);
        Assert.DoesNotContain("gap", vouched.Output, StringComparison.Ordinal);
        Assert.Equal(0, ratios.ExitCode);
        Assert.Matches(@"Bench\.X +│ +8 ", ratios.Output);
        Assert.Contains("since", ratios.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_ControlCharactersOfAParameter_AreVisibleAndDoNothing()
    {
        string[] files = [File("md"), File("csv"), File("json"), File("html")];
        string File(string extension) => Path.Combine(_folder.Path, $"out.{extension}");

        CompareRun run = CompareRun.Of([Case("params/a"), Case("params/b"), "--all", .. files.SelectMany(file => (string[])["-o", file])]);

        Assert.Contains("\\u001b[31mred", run.Output, StringComparison.Ordinal);
        Assert.Contains("real\\nnewline\\ttab", run.Output, StringComparison.Ordinal);
        Assert.All([run.Output, .. files.Select(System.IO.File.ReadAllText)], text => Assert.DoesNotContain(text, character => char.IsControl(character) && character is not ('\n' or '\r')));
        Assert.All(["go", "bencher", "github-smaller", "openmetrics"], format => Assert.DoesNotContain(
            CompareRun.Of("export", Case("params/a"), "--format", format).Output, character => char.IsControl(character) && character != '\n'));
    }

    [Fact]
    public void Error_ControlCharactersOfAName_AreVisible()
        => Assert.Contains("\\u001b", CompareRun.Of("no\u001bsuch", "none").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("/P/s=a,_b-4 ")]
    [InlineData("/P/x=0.5/y=[1,_2]-4 ")]
    [InlineData("/P/t=typeof(System.Collections.Generic.List<int>)-4 ")]
    [InlineData("/P/s=<script>alert(1)<\u2215script>-4 ")]
    public void ExportGo_ParameterWithAComma_IsWhole(string name)
        => Assert.Contains(name, CompareRun.Of("export", Case("params/a"), "--format", "go").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData(130, "Unconfirmed: slower, by another BenchmarkDotNet")]
    [InlineData(80, "Unconfirmed: faster, by another BenchmarkDotNet")]
    [InlineData(100, "Inconclusive, within tolerance")]
    public void Compare_TwoVersionsOfBenchmarkDotNet_ConfirmNothing(double nanoseconds, string verdict)
    {
        string old = new TestReport("0.14.0").With("Run", TestReport.Around(100)).In(_folder, "old");
        string other = new TestReport("0.15.8").With("Run", TestReport.Around(nanoseconds)).In(_folder, "other");

        CompareRun run = CompareRun.Of(old, other);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(verdict, run.Output, StringComparison.Ordinal);
        Assert.Contains("The versions of BenchmarkDotNet differ: 0.14.0 and 0.15.8", run.Output, StringComparison.Ordinal);
        Assert.Equal(nanoseconds > 100 ? 3 : 0, CompareRun.Of(old, other, "--fail-on", "suspected").ExitCode);
    }

    private static string Case(string path) => CompareRun.Fixture(Path.Combine("cases", path));

    private string Namesakes(string name, int count)
    {
        TestReport report = new TestReport().With("Other", TestReport.Around(50));
        foreach (int i in Enumerable.Range(1, count))
        {
            report = report.With("Run", TestReport.Around(100 * i), arguments: "(a: Thing)");
        }

        return report.In(_folder, $"{name}-{count}");
    }

    private void Undated(string root, params string[] runs)
    {
        foreach ((int i, string run) in runs.Index())
        {
            Write($"{root}/{run}/App-report-full.json", Titled("App", i < 3 ? 100 : 140));
        }
    }

    private static string Titled(string title, double nanoseconds)
    {
        JsonNode json = JsonNode.Parse(new TestReport().With("Run", TestReport.Around(nanoseconds)).ToString())!;
        json["Title"] = title;
        return json.ToJsonString();
    }

    private string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder.Path, name))!);
        return _folder.File(name, text);
    }
}
