using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

public sealed class HistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_OneStep_IsFoundWhereItIs()
    {
        double[] series = [.. Enumerable.Range(0, 12).Select(i => Math.Log(i < 7 ? 2 : 1.7) + (0.003 * (i % 3)))];

        ChangePoint change = Assert.Single(ChangeDetector.Find([.. series], JudgingRules.Default));
        Assert.Equal(7, change.Index);
        Assert.Equal(0.85, Math.Exp(change.LogRatio), 2);
    }

    [Fact]
    public void Find_StepBelowTheMargin_IsNone() =>
        Assert.Empty(ChangeDetector.Find([.. Enumerable.Range(0, 12).Select(i => i < 6 ? 0 : 0.01)], JudgingRules.Default));

    [Fact]
    public void Find_SmallSteps_AddUpToOne()
    {
        double[] series = [.. Enumerable.Range(0, 30).Select(i => (0.0185 * (i / 10)) + (0.0002 * (i % 3)))];

        ChangePoint change = Assert.Single(ChangeDetector.Find([.. series], JudgingRules.Default));
        Assert.Equal(20, change.Index);
        Assert.Equal(0.037, change.LogRatio, 3);
    }

    /// <summary>
    /// Known changes in random levels with noise: the history of a project must not change by itself. Odd seeds have values as
    /// measured, even ones are rounded, so that there are ties.
    /// </summary>
    [Theory]
    [InlineData(0, "44,62,106,151,166,171,200,213,219,225,271,281,287,295,304,311,326,412,424,427,430,445")]
    [InlineData(2, "7,13,24,27")]
    [InlineData(7, "6,22")]
    [InlineData(12, "7,13,23,29")]
    [InlineData(13, "")]
    [InlineData(16, "")]
    public void Find_RandomLevels_StayAsTheyAre(int seed, string expected)
    {
        ImmutableArray<ChangePoint> changes = ChangeDetector.Find([.. RandomLevels(seed)], JudgingRules.Default with { Margin = 1e-9 });

        Assert.Equal(expected, string.Join(',', changes.Select(change => change.Index)));
    }

    [Theory]
    [InlineData(0, 1.1)]
    [InlineData(5, 1.8)]
    [InlineData(11, 3)]
    public void Find_OneOutlierRun_IsNoChange(int at, double ratio)
    {
        double[] series = [.. Enumerable.Range(0, 12).Select(i => (0.004 * (i * 7 % 5)) + (i == at ? Math.Log(ratio) : 0))];

        Assert.Empty(ChangeDetector.Find([.. series], JudgingRules.Default));
    }

    [Fact]
    public void Find_TwoModes_AreNoChange() =>
        Assert.Empty(
            ChangeDetector.Find([.. "0110100110010110".Select((mode, i) => (0.1 * (mode - '0')) + (0.002 * (i % 3)))], JudgingRules.Default)
        );

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_OtherUnitOrInverse_FindsTheSameChanges(int seed)
    {
        double[] series = RandomLevels(seed);
        ImmutableArray<ChangePoint> changes = ChangeDetector.Find([.. series], JudgingRules.Default);

        Assert.NotEmpty(changes);
        Assert.Equal(
            changes.Select(change => (change.Index, Math.Round(change.LogRatio, 9))),
            ChangeDetector
                .Find([.. series.Select(log => log + Math.Log(1e6))], JudgingRules.Default)
                .Select(change => (change.Index, Math.Round(change.LogRatio, 9)))
        );
        Assert.Equal(
            changes.Select(change => (change.Index, Math.Round(-change.LogRatio, 9))),
            ChangeDetector
                .Find([.. series.Select(log => -log)], JudgingRules.Default)
                .Select(change => (change.Index, Math.Round(change.LogRatio, 9)))
        );
    }

    [Fact]
    public void History_OneByteMore_IsAChangeOfAllocations()
    {
        for (int i = 0; i < 4; i++)
        {
            new TestReport()
                .With("Base", TestReport.Around(1000), allocated: i < 2 ? 2000 : 2001)
                .In(_folder, string.Create(CultureInfo.InvariantCulture, $"runs/run-{i}"));
        }

        string runs = Path.Combine(_folder.Path, "runs");
        string csv = Path.Combine(_folder.Path, "history.csv");
        string json = Path.Combine(_folder.Path, "history.json");
        CompareRun run = CompareRun.Run("history", runs, "--absolute", "-o", csv, "-o", json);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Base: 2,000 B → 2,001 B since {Path.Combine(runs, "run-2")} (source –).", run.Output, StringComparison.Ordinal);
        Assert.Equal(["False", "False", "True", "False"], File.ReadAllLines(csv)[1..].Select(line => line.Split(',')[^1]));
        Assert.Contains("\"bytesBefore\": 2000,\n          \"bytes\": 2001", File.ReadAllText(json), StringComparison.Ordinal);
    }

    [Fact]
    public void History_OfAForeignProject_TakesEveryFolderForARun()
    {
        foreach ((string name, double nanoseconds) in new[] { ("a", 500.0), ("b", 400.0) })
        {
            new TestReport()
                .With("Base", TestReport.Around(1000))
                .With("Other", TestReport.Around(nanoseconds))
                .In(_folder, Path.Combine("foreign", name));
        }

        CompareRun run = CompareRun.Run("history", Path.Combine(_folder.Path, "foreign"), "--baseline-method", "Base");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 runs of", run.Output, StringComparison.Ordinal);
        Assert.Contains("2.50x", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_OfTwoMachines_GoesOnWithRatiosAndSaysSo()
    {
        WriteRun(0, 1000, 500);
        WriteRun(1, 1000, 500);
        string host = Path.Combine(_folder.Path, "machine", "run-1", "host.json");
        File.WriteAllText(
            host,
            File.ReadAllText(host).Replace("\"machine\": \"machine\"", "\"machine\": \"another\"", StringComparison.Ordinal)
        );

        CompareRun run = CompareRun.Run("history", Path.Combine(_folder.Path, "machine"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 runs, 1 of them of", run.Output, StringComparison.Ordinal);
        Assert.Contains("may differ because the machine does", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_FilterWithoutTheBaseline_KeepsIt()
    {
        WriteRun(0, 1000, 500);
        string machine = Path.Combine(_folder.Path, "machine");

        Assert.Contains("2.00x", CompareRun.Run("history", machine, "--filter", "*Other").Output, StringComparison.Ordinal);
        Assert.Equal(1, CompareRun.Run("history", machine, "--filter", "Nothing").ExitCode);
    }

    [Fact]
    public void Find_FiveRuns_CannotShowOne() => Assert.Empty(ChangeDetector.Find([0, 0, 1, 1, 1], JudgingRules.Default));

    [Fact]
    public void History_SlowDownOnASlowDay_ShowsTheChangeOfTheRatioAndItsFirstRun()
    {
        // The machine is half as fast in every other run; the speed-up falls from 2 to 1.6 in run 5.
        for (int i = 0; i < 10; i++)
        {
            double machine = i % 2 == 0 ? 1000 : 2000;
            WriteRun(i, machine, machine / (i < 5 ? 2 : 1.6));
        }

        CompareRun run = CompareRun.Run("history", Path.Combine(_folder.Path, "machine"));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            $"25 % slower since {Path.Combine(_folder.Path, "machine", "run-5")} (source 5555555; the run before has 4444444)",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("2.00x", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_WithoutABaseline_IsNotComparableUnlessTimesAreWanted()
    {
        WriteRun(0, 1000, 500);
        WriteRun(1, 1000, 500);
        string machine = Path.Combine(_folder.Path, "machine");
        foreach (string host in Directory.GetFiles(machine, "host.json", SearchOption.AllDirectories))
        {
            File.WriteAllText(host, """{ "schemaVersion": 1 }""");
        }

        Assert.Equal(4, CompareRun.Run("history", machine).ExitCode);
        Assert.Equal(0, CompareRun.Run("history", machine, "--baseline-method", "Base").ExitCode);
        Assert.Contains("500.0 ns", CompareRun.Run("history", machine, "--absolute").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_StrayReportsAndAnotherMachineAmongRuns_AreRunsOfTheirOwn()
    {
        WriteRun(0, 1000, 500);
        WriteRun(1, 1000, 500);
        new TestReport().With("Base", TestReport.Around(1000)).With("Other", TestReport.Around(500)).In(_folder, "machine");
        new TestReport(Processor: "Another CPU").With("Base", TestReport.Around(700)).In(_folder, Path.Combine("machine", "stray"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "another"));
        Directory.Move(Path.Combine(_folder.Path, "machine", "run-1"), Path.Combine(_folder.Path, "another", "run-1"));

        CompareRun run = CompareRun.Run("history", _folder.Path, "--absolute", "--same-machine");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("4 runs of", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void History_UnreadableFilesAmongRunsOfOneFolder_AreOneFindingEach()
    {
        TestReport report = new TestReport().With("Base", TestReport.Around(1000));
        for (int day = 1; day <= 3; day++)
        {
            string text = report.ToString().Replace("20260102", $"2026010{day}", StringComparison.Ordinal);
            _folder.File($"run-{day}-report-full.json", text);
        }

        _folder.File("cut-report-full.json", report.ToString()[..200]);
        _folder.File("empty-report-full.json", "");

        CompareRun run = CompareRun.Run("history", _folder.Path, "--absolute");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 runs of", run.Output, StringComparison.Ordinal);
        Assert.Single(run.Output.Split('\n'), line => line.Contains("cut-report-full.json", StringComparison.Ordinal));
        Assert.Single(run.Output.Split('\n'), line => line.Contains("empty-report-full.json", StringComparison.Ordinal));
    }

    [Fact]
    public void History_Page_DrawsEveryBenchmarkWithItsLevelsAndChanges()
    {
        for (int i = 0; i < 10; i++)
        {
            WriteRun(i, 1000, i < 5 ? 500 : 625);
        }

        string file = Path.Combine(_folder.Path, "history.html");
        CompareRun.Run("history", Path.Combine(_folder.Path, "machine"), "-o", file);

        string page = File.ReadAllText(file);
        Assert.Contains("Every benchmark's speed-up over the runs", page, StringComparison.Ordinal);
        Assert.Contains("run 6: 25 % slower", page, StringComparison.Ordinal);
        Assert.Contains("Up: speed-up as a multiple of the first level.", page, StringComparison.Ordinal);

        // Two levels, one change and ten runs, and one of each in the legend.
        Assert.Equal(2 + 1, page.Split("curve\"").Length - 1);
        Assert.Equal(1 + 1, page.Split("curve dotted\"").Length - 1);
        Assert.Equal(10 + 1, page.Split("<circle ").Length - 1);
    }

    [Fact]
    public void History_ManyBenchmarks_DrawsTheOnesThatChangedAndCountsTheOthers()
    {
        for (int i = 0; i < 6; i++)
        {
            TestReport report = Enumerable
                .Range(0, 14)
                .Aggregate(
                    new TestReport(),
                    (all, k) => all.With($"Run{(char)('A' + k)}", TestReport.Around(1000 * (k == 13 && i > 2 ? 2 : 1)))
                );
            report.In(_folder, $"many/run-{i}");
        }

        string file = Path.Combine(_folder.Path, "many.html");
        CompareRun run = CompareRun.Run("history", Path.Combine(_folder.Path, "many"), "--absolute", "-o", file);

        string page = File.ReadAllText(file);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 panels more are in the table only", page, StringComparison.Ordinal);
        Assert.Contains("1 of 14 benchmarks changed over 6 runs.", page, StringComparison.Ordinal);
        Assert.Contains("run 4: 100 % slower", page, StringComparison.Ordinal);
    }

    private static double[] RandomLevels(int seed)
    {
        Random random = new(seed);
        double level = 0;
        double[] levels = new double[20 + random.Next(40) + (seed == 0 ? 400 : 0)];
        for (int i = 0; i < levels.Length; i++)
        {
            level += random.NextDouble() < 0.06 ? random.NextDouble() - 0.5 : 0;
            double value = level + (0.02 * (random.NextDouble() + random.NextDouble() - 1));
            levels[i] = seed % 2 == 0 ? Math.Round(value, 2) : value;
        }

        return levels;
    }

    private void WriteRun(int index, double baseline, double other)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"machine/run-{index}");
        new TestReport()
            .With("Base", TestReport.Around(baseline, spread: 0.001 + (0.0001 * index)))
            .With("Other", TestReport.Around(other, spread: 0.001))
            .In(_folder, name);
        string commit = new((char)('0' + index), 40);
        _folder.File(
            Path.Combine(name, "host.json"),
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{ "schemaVersion": 1, "machine": "machine", "startedUtc": "2026-01-{{index + 1:00}}T00:00:00Z", """
                    + $$"""  "source": { "commit": "{{commit}}", "dirty": false }, """
                    + $$""" "suite": { "baselineMethods": { "Work": "Base" } } }"""
            )
        );
    }
}
