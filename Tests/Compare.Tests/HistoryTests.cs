using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

public sealed class HistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ChangesIn_OneStep_IsFoundWhereItIs()
    {
        double[] series = [.. Enumerable.Range(0, 12).Select(i => Math.Log(i < 7 ? 2 : 1.7) + (0.003 * (i % 3)))];

        ChangePoint change = Assert.Single(History.FindChanges([.. series], JudgingRules.Default));
        Assert.Equal(7, change.Index);
        Assert.Equal(0.85, Math.Exp(change.LogRatio), 2);
    }

    [Fact]
    public void ChangesIn_StepBelowTheMargin_IsNone() =>
        Assert.Empty(History.FindChanges([.. Enumerable.Range(0, 12).Select(i => i < 6 ? 0 : 0.01)], JudgingRules.Default));

    [Fact]
    public void ChangesIn_SmallSteps_AddUpToOne()
    {
        double[] series = [.. Enumerable.Range(0, 30).Select(i => (0.0185 * (i / 10)) + (0.0002 * (i % 3)))];

        ChangePoint change = Assert.Single(History.FindChanges([.. series], JudgingRules.Default));
        Assert.Equal(20, change.Index);
        Assert.Equal(0.037, change.LogRatio, 3);
    }

    /// <summary>
    /// The detector's changes in random levels with noise, taken from Perfolizer 0.3.17: another version of it must not move those
    /// of anybody's history. Odd seeds have values as measured, even ones are rounded, so that there are ties.
    /// </summary>
    [Theory]
    [InlineData(0, "44,62,106,151,166,213,221,281,287,311,326,412,431")]
    [InlineData(2, "13,24,27")]
    [InlineData(7, "6,22")]
    [InlineData(12, "7,13,23,29,56")]
    [InlineData(13, "4,7")]
    [InlineData(16, "")]
    public void ChangesIn_RandomLevels_AreThoseOfEarlierVersions(int seed, string expected)
    {
        ImmutableArray<ChangePoint> changes = History.FindChanges([.. RandomLevels(seed)], JudgingRules.Default with { Margin = 1e-9 });

        Assert.Equal(expected, string.Join(',', changes.Select(change => change.Index)));
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
    public void ChangesIn_FiveRuns_CannotShowOne() => Assert.Empty(History.FindChanges([0, 0, 1, 1, 1], JudgingRules.Default));

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
