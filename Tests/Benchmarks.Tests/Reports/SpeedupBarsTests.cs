using BenchmarkDotNet.Reports;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

public sealed class SpeedupBarsTests
{
    [Fact]
    public void Render_LinearSpeedups_AreBarsOfTheirLengthIn79Columns()
    {
        string[] lines =
        [
            .. SpeedupBars.Render(Table(("parallel-for/ranges", 2.0), ("thread-workers-with-a-very-long-name", 1.5), ("sequential", 1.0))),
        ];

        Assert.Equal("Speed-up on article", lines[0]);
        Assert.Equal([32, 24, 16], lines.Skip(1).Select(line => line.Count(character => character == '█')));
        Assert.Equal("parallel-for/ranges      ████████████████████████████████   2.00x", lines[1]);
        Assert.StartsWith("thread-workers-with-a-v… ", lines[2], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 79));
    }

    [Fact]
    public void Render_SpeedupsFarApart_AreLogarithmicAndNoneVanishes()
    {
        string[] lines = [.. SpeedupBars.Render(Table(("square-root", 10_000), ("vector", 100), ("trial-division", 1.0)))];

        Assert.Contains("logarithmic", lines[0], StringComparison.Ordinal);
        Assert.Equal([32, 16, 1], lines.Skip(1).Select(line => line.Count(character => character == '█')));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 79));
    }

    [Fact]
    public void Render_Bounds_StandBehindTheBarThatReachesThem()
    {
        BenchmarkReport reaches = With(2.0);
        BenchmarkReport falls = With(1.0);
        string[] lines =
        [
            .. SpeedupBars.Render(new ResultTable(typeof(ModelBenchmarks), "article", [Row("a", 2, reaches), Row("b", 0.5, falls)])),
        ];

        Assert.Contains("| is the bound", lines[0], StringComparison.Ordinal);
        Assert.Equal($"a{new string(' ', 24)}{new string('█', 32)}|  2.00x of 2.00x", lines[1]);
        Assert.Equal($"b{new string(' ', 24)}{new string('█', 8)}{new string('·', 8)}|{new string(' ', 16)}  0.50x of 1.00x", lines[2]);
    }

    [Fact]
    public void Render_BoundsFarAboveTheSpeedups_DoNotMakeItLogarithmic()
    {
        string[] lines =
        [
            .. SpeedupBars.Render(new ResultTable(typeof(ModelBenchmarks), "article", [Row("a", 2, With(64)), Row("b", 1, With(64))])),
        ];

        Assert.DoesNotContain("logarithmic", lines[0], StringComparison.Ordinal);
        Assert.Equal([1, 1], lines.Skip(1).Select(line => line.Count(character => character == '█')));
    }

    [Fact]
    public void Render_FiguresOfAnySize_AreNoneOfThem0AndIn79Columns()
    {
        string[] lines =
        [
            .. SpeedupBars.Render(
                new ResultTable(
                    typeof(ModelBenchmarks),
                    "article",
                    [Row(new string('a', 30), 123_456, With(123_456)), Row("b", 0.0042, With(1.71)), Row("c", 0.0000123, With(64))]
                )
            ),
        ];

        Assert.EndsWith("123,456x of 123,456x", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(" 0.0042x of 1.71x", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(" 1.23E-05x of 64.0x", lines[3], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 79));
    }

    [Fact]
    public void Render_NothingToCompare_IsNothing()
    {
        Assert.Empty(SpeedupBars.Render(Table(("alone", 1.0))));
        Assert.Empty(
            SpeedupBars.Render(
                new ResultTable(typeof(ModelBenchmarks), "article", [new ResultRow("failed", null, null, null, null), Row("b", 1, null)])
            )
        );
    }

    private static BenchmarkReport With(double bound) => new(true, null!, null!, null!, [], [SuiteMetric.Bound.With(bound)]);

    private static ResultRow Row(string name, double speedup, BenchmarkReport? report) =>
        new(name, new LaunchStatistics(100 / speedup, 1, 1, 5), speedup, report, null);

    private static ResultTable Table(params (string Name, double Speedup)[] rows) =>
        new(typeof(ModelBenchmarks), "article", [.. rows.Select(row => Row(row.Name, row.Speedup, null)).ToImmutableArray()]);
}
