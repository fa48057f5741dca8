using System.Text.Json;
using System.Text.Json.Nodes;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>Rows of other projects' reports: each is read for what it says, and an odd one never ends the rest.</summary>
public sealed class ForeignReportTests : ForeignReports
{
    [Fact]
    public void Compare_AllocationsInMetricsOnly_AreJudged()
    {
        CompareRun run = CompareRun.Run(Case("alloc-0131/a"), Case("alloc-0131/b"), "--alloc-margin", "1%");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("112 B → 1.094 KiB", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MetricThatIsNoNumber_IsUnknownAndNoDifference()
    {
        CompareRun run = CompareRun.Run(Case("nan-metric/a"), Case("nan-metric/b"));

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Other metrics", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MetricsOfOneSideOnly_AreNoDifference() =>
        Assert.DoesNotContain(
            "Other metrics",
            CompareRun.Run(Case("brief-vs-full/brief"), Case("brief-vs-full/full")).Output,
            StringComparison.Ordinal
        );

    [Fact]
    public void Compare_TwoOfOneName_AreToldApartByTheirOrder()
    {
        CompareRun run = CompareRun.Run(Case("dup-object-args/a"), Case("dup-object-args/b"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 the same", run.Output, StringComparison.Ordinal);
        Assert.Contains("ambiguous. They are told apart by their order", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_JobsThatDifferInCountsOnly_AreToldApart()
    {
        string report = Case("same-key-two-jobs");
        CompareRun run = CompareRun.Run(report, report, "--filter", "*X", "-o", Path.Combine(Folder.Path, "out.json"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder.Path, "out.json")));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["InvocationCount=1, UnrollFactor=1", "IterationCount=3, LaunchCount=1, WarmupCount=3"],
            json.RootElement.GetProperty("benchmarks").EnumerateArray().Select(row => row.GetProperty("distinction").GetString())
        );
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    public void Compare_OtherNumberOfOneName_IsAmbiguousAndTheRestIsCompared(int left, int right)
    {
        CompareRun run = CompareRun.Run(Namesakes("a", left), Namesakes("b", right));

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("Ambiguous, not compared", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 the same", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 ambiguous", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, CompareRun.Run(Namesakes("a", left), Namesakes("b", right), "--allow-missing").ExitCode);
        Assert.Equal(0, CompareRun.Run("report", Namesakes("page", right)).ExitCode);
        Assert.Equal(0, CompareRun.Run("export", Namesakes("page", right), "--format", "go").ExitCode);
    }

    [Theory]
    [InlineData("a", "b", "> 50.000", "an increase", 3)]
    [InlineData("b", "a", "< 0.02", "a decrease", 0)]
    [InlineData("a", "a", "–", "on either side", 0)]
    public void Compare_TimeOfZero_IsNoMeasurableTimeAndNoFailedBenchmark(
        string baseline,
        string candidate,
        string ratio,
        string finding,
        int exitCode
    )
    {
        CompareRun run = CompareRun.Run(Case($"brief-zero/{baseline}"), Case($"brief-zero/{candidate}"));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("< 0.1 ns", run.Output, StringComparison.Ordinal);
        Assert.Contains("No measurable time", run.Output, StringComparison.Ordinal);
        Assert.Matches($"Read_double .*│ +{ratio} +│", run.Output);
        Assert.Contains(finding, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_OneZeroAmongTheValues_IsATime() =>
        Assert.Contains("1 ns", CompareRun.Run(Case("brief-zero/c"), Case("brief-zero/c")).Output, StringComparison.Ordinal);

    [Fact]
    public void Compare_FromNothingToATime_IsConfirmedWithLaunchesEnough()
    {
        string nothing = new TestReport()
            .With("Run", [.. Enumerable.Range(0, 5).Select(_ => new double[] { 0, 0, 0 })])
            .In(Folder, "nothing");
        string something = new TestReport().With("Run", TestReport.Around(5)).In(Folder, "something");

        Assert.Equal(2, CompareRun.Run(nothing, something).ExitCode);
        Assert.Equal(0, CompareRun.Run(something, nothing).ExitCode);
        Assert.Equal(0, CompareRun.Run(nothing, nothing, "--fail-on", "inconclusive").ExitCode);
    }

    [Fact]
    public void Export_NoMeasurableTime_IsSaidAndLeftOut()
    {
        CompareRun run = CompareRun.Run("export", Case("brief-zero/a"), "--format", "go");

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
        string good = new TestReport().With("Run", TestReport.Around(100)).With("Other", TestReport.Around(50)).In(Folder, "good");
        string bad = Write(
            "bad/a-report.json",
            new TestReport()
                .With(
                    "Run",
                    [
                        [100, 98765],
                    ]
                )
                .With("Other", TestReport.Around(50))
                .ToString()
                .Replace("987650", time, StringComparison.Ordinal)
        );

        CompareRun run = CompareRun.Run(good, bad);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("1 the same", run.Output, StringComparison.Ordinal);
        Assert.Contains("Failed in the candidate: Work.Run (", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_RowOfAnotherKind_IsAFindingOfItsRow()
    {
        string good = new TestReport().With("Run", TestReport.Around(100)).With("Other", TestReport.Around(50)).In(Folder, "good");
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(good, "Suite.Work-report-full.json")))!;
        json["Benchmarks"]![0]!["Measurements"] = "gone";
        string bad = Write("bad/Suite.Work-report-full.json", json.ToJsonString());

        CompareRun run = CompareRun.Run(good, bad);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains(
            "Failed in the candidate: Work.Run ($.Measurements in it is of another kind)",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("1 the same", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_EverythingFailedOnOneSide_IsSaidOfEachRow()
    {
        string good = new TestReport().With("Run", TestReport.Around(100)).In(Folder, "good");
        string failed = new TestReport().With("Run", null).In(Folder, "failed");

        Assert.Equal(5, CompareRun.Run(good, failed).ExitCode);
        Assert.Contains("Failed in the baseline, measured in the candidate", CompareRun.Run(failed, good).Output, StringComparison.Ordinal);
        Assert.Equal(4, CompareRun.Run(failed, failed).ExitCode);
        Assert.Equal(0, CompareRun.Run("report", failed).ExitCode);
        Assert.Equal(1, CompareRun.Run("export", failed, "--format", "go").ExitCode);
    }

    [Fact]
    public void Compare_StatisticsWithoutMeasurementsOfTheWork_AreReadAsABriefReport()
    {
        CompareRun run = CompareRun.Run(Case("pilot-only/a"), Case("pilot-only/b"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("0 failed", run.Output, StringComparison.Ordinal);
        Assert.Contains("Bench.X", run.Output, StringComparison.Ordinal);
        Assert.Contains("1.004 µs", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EmptyLoop_IsNotInTheTime()
    {
        CompareRun run = CompareRun.Run(Case("overhead/a"), Case("overhead/b"));

        Assert.Contains("1.438 ns │  1.554 ns │ 1.080", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public void Load_EmptyLoopOfEachLaunch_IsItsOwnMedian()
    {
        // 3 − 1, 3.5 − 1 and 4 − 1 in the first launch; nothing is known of the second's loop.
        JsonNode json = JsonNode.Parse(
            new TestReport()
                .With(
                    "Run",
                    [
                        [3, 3.5, 4],
                        [3, 3, 3],
                    ]
                )
                .ToString()
        )!;
        JsonArray measurements = json["Benchmarks"]![0]!["Measurements"]!.AsArray();
        foreach (double time in new[] { 0.5, 1, 9 })
        {
            measurements.Add(
                JsonNode.Parse(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $$"""{ "IterationMode": "Overhead", "IterationStage": "Actual", "LaunchIndex": 1, """
                            + $$""" "Operations": 16, "Nanoseconds": {{16 * time}} }"""
                    )
                )
            );
        }

        ImmutableArray<Launch> launches = ReportLoader
            .Load(Write("a-report.json", json.ToJsonString()), takesAllRuns: false)
            .Benchmarks[0]
            .Launches;

        Assert.Equal<double>([2, 2.5, 3], launches[0].NanosecondsPerOp);
        Assert.Equal<double>([3, 3, 3], launches[1].NanosecondsPerOp);
        Assert.Equal<double>([1, 0], launches.Select(launch => launch.EmptyLoopNanosecondsPerOp));
    }

    [Fact]
    public void Load_FullAndBriefOfOneRun_Agree()
    {
        ImmutableArray<Benchmark> brief = ReportLoader.Load(Case("brief-vs-full/brief"), takesAllRuns: false).Benchmarks;
        ImmutableArray<Benchmark> full = ReportLoader.Load(Case("brief-vs-full/full"), takesAllRuns: false).Benchmarks;

        Assert.All(
            brief.Zip(full),
            pair =>
                Assert.InRange(
                    MathNet.Numerics.Statistics.Statistics.Median(pair.First.Launches[0].NanosecondsPerOp)
                        / MathNet.Numerics.Statistics.Statistics.Median(pair.Second.Launches[0].NanosecondsPerOp),
                    0.98,
                    1.02
                )
        );
        Assert.Contains(
            "0 suspected slower",
            CompareRun.Run(Case("brief-vs-full/brief"), Case("brief-vs-full/full")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void OneReport_HasOneTimeEverywhere()
    {
        string report = Case("one-launch/a");
        string json = Path.Combine(Folder.Path, "out.json");
        string csv = Path.Combine(Folder.Path, "out.csv");

        string compared = CompareRun.Run(report, report, "-o", json, "-o", csv).Output;
        string exported = CompareRun.Run("export", report, "--format", "go").Output;
        string history = CompareRun.Run("history", report, "--absolute").Output;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement side = document.RootElement.GetProperty("benchmarks")[0].GetProperty("baseline");
        double time = side.GetProperty("nanoseconds").GetDouble();

        string shown = ConcurrencyBench.Analysis.Formatting.Figures.FormatTime(time);

        Assert.Contains(shown, compared, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($" {time:0.####} ns/op"), exported, StringComparison.Ordinal);
        Assert.Contains(shown, history, StringComparison.Ordinal);
        Assert.Equal(
            ReportLoader.Load(report, takesAllRuns: false).Benchmarks[0].ReportedMeanNanoseconds,
            side.GetProperty("reportedMeanNanoseconds").GetDouble()
        );
        Assert.Contains("BaselineReportedMeanNs", File.ReadAllText(csv), StringComparison.Ordinal);
    }

    [Fact]
    public void Export_RunsOfOneDistribution_HaveOneSummary()
    {
        Assert.All(["run01", "run02", "run10"], run => Assert.Equal(MeanOfMedians(run), TimeOf(run), 9));
        Assert.Contains(
            "launch-summary: median",
            CompareRun.Run("export", Case("export-summary-flip/run01"), "--format", "go").Output,
            StringComparison.Ordinal
        );

        static double MeanOfMedians(string name) =>
            MathNet.Numerics.Statistics.Statistics.GeometricMean(
                JsonNode.Parse(File.ReadAllText(Case($"export-summary-flip/{name}/Bench-report-full.json")))!["Benchmarks"]![0]![
                    "Measurements"
                ]!
                    .AsArray()
                    .Where(iteration => iteration!["IterationStage"]!.GetValue<string>() == "Actual")
                    .GroupBy(
                        iteration => iteration!["LaunchIndex"]!.GetValue<int>(),
                        iteration => iteration!["Nanoseconds"]!.GetValue<double>() / iteration["Operations"]!.GetValue<double>()
                    )
                    .Select(launch => MathNet.Numerics.Statistics.Statistics.Median(launch))
            );

        static double TimeOf(string name) =>
            JsonNode.Parse(CompareRun.Run("export", Case($"export-summary-flip/{name}"), "--format", "github-smaller").Output)![0]![
                "value"
            ]!.GetValue<double>();
    }

    [Theory]
    [InlineData(130, "Unconfirmed: slower, by another BenchmarkDotNet")]
    [InlineData(80, "Unconfirmed: faster, by another BenchmarkDotNet")]
    [InlineData(100, "Inconclusive, no slower than the tolerance")]
    public void Compare_TwoVersionsOfBenchmarkDotNet_ConfirmNothing(double nanoseconds, string verdict)
    {
        string old = new TestReport("0.14.0").With("Run", TestReport.Around(100)).In(Folder, "old");
        string other = new TestReport("0.15.8").With("Run", TestReport.Around(nanoseconds)).In(Folder, "other");

        CompareRun run = CompareRun.Run(old, other);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(verdict, run.Output, StringComparison.Ordinal);
        Assert.Contains("The versions of BenchmarkDotNet differ: 0.14.0 and 0.15.8", run.Output, StringComparison.Ordinal);
        Assert.Equal(nanoseconds > 100 ? 3 : 0, CompareRun.Run(old, other, "--fail-on", "suspected").ExitCode);
    }

    private string Namesakes(string name, int count)
    {
        TestReport report = new TestReport().With("Other", TestReport.Around(50));
        foreach (int i in Enumerable.Range(1, count))
        {
            report = report.With("Run", TestReport.Around(100 * i), arguments: "(a: Thing)");
        }

        return report.In(Folder, $"{name}-{count}");
    }
}
