using System.Collections.Immutable;
using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Tests.Benchmarks.Reports;

public sealed class SpeedupBarsTests
{
    [Fact]
    public void Of_LinearSpeedups_AreBarsOfTheirLengthInEightyColumns()
    {
        string[] lines = [.. SpeedupBars.Of(Table(("parallel-for/ranges", 2.0), ("thread-workers-with-a-very-long-name", 1.5), ("sequential", 1.0)))];

        Assert.Equal("Speed-up on article", lines[0]);
        Assert.Equal([36, 27, 18], lines.Skip(1).Select(line => line.Count(character => character == '█')));
        Assert.Equal("parallel-for/ranges      ████████████████████████████████████   2.00x", lines[1]);
        Assert.StartsWith("thread-workers-with-a-v… ", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 79));
    }

    [Fact]
    public void Of_SpeedupsFarApart_AreLogarithmicAndNoneVanishes()
    {
        string[] lines = [.. SpeedupBars.Of(Table(("square-root", 10_000), ("vector", 100), ("trial-division", 1.0)))];

        Assert.Contains("logarithmic", lines[0], StringComparison.Ordinal);
        Assert.Equal([36, 18, 1], lines.Skip(1).Select(line => line.Count(character => character == '█')));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 79));
    }

    [Fact]
    public void Of_Bounds_StandBehindTheBarThatReachesThem()
    {
        BenchmarkReport reaches = With(2.0);
        BenchmarkReport falls = With(1.0);
        string[] lines = [.. SpeedupBars.Of(new ResultTable(typeof(ModelBenchmarks), "article", [Row("a", 2, reaches), Row("b", 0.5, falls)]))];

        Assert.Contains("| is the bound", lines[0], StringComparison.Ordinal);
        Assert.Equal($"a{new string(' ', 24)}{new string('█', 36)}|  2.00x of 2.00x", lines[1]);
        Assert.Equal($"b{new string(' ', 24)}{new string('█', 9)}{new string('·', 9)}|{new string(' ', 18)}  0.50x of 1.00x", lines[2]);
    }

    [Fact]
    public void Of_NothingToCompare_IsNothing()
    {
        Assert.Empty(SpeedupBars.Of(Table(("alone", 1.0))));
        Assert.Empty(SpeedupBars.Of(new ResultTable(typeof(ModelBenchmarks), "article", [new ResultRow("failed", null, null, null, null), Row("b", 1, null)])));
    }

    private static BenchmarkReport With(double bound) => new(true, null!, null!, null!, [], [SuiteMetric.Bound.With(bound)]);

    private static ResultRow Row(string name, double speedup, BenchmarkReport? report) => new(name, new LaunchStatistics(100 / speedup, 1, 1, 5), speedup, report, null);

    private static ResultTable Table(params (string Name, double Speedup)[] rows)
        => new(typeof(ModelBenchmarks), "article", [.. rows.Select(row => Row(row.Name, row.Speedup, null)).ToImmutableArray()]);
}
