using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests.Tables;

/// <summary>Tables as people paste and edit them.</summary>
public sealed class TableTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("| Run | 1.5 us | 0.1 us |", 1500)]
    [InlineData("| Run | 1.5 μs | 0.1 μs |", 1500)]
    [InlineData("| **Run** | **1.5 µs** | **0.1 µs** |", 1500)]
    [InlineData("| Run | 1,234.5 ms | 0.1 ms |", 1_234_500_000)]
    [InlineData("| Run | 2.5 s | 0.1 s |", 2.5e9)]
    [InlineData("| Run | 1,5 ns | 0,1 ns |", 1.5)]
    [InlineData("| Run | 0.0000 ns | 0.0001 ns |", 0.1)]
    public void Load_Mean_IsInNanoseconds(string row, double expected) =>
        Assert.Equal(expected, Assert.Single(LoadRows(row).Benchmarks).Launches[0].NanosecondsPerOp[0], 6);

    [Theory]
    [InlineData("| Run | NA | NA |", null)]
    [InlineData("| Run | ? | ? |", null)]
    [InlineData("| Run | - | - |", null)]
    [InlineData("| Run | fast | NA |", "which is no number")]
    [InlineData("| Run | 12.5 | 0.1 |", "no unit of time")]
    [InlineData("| Run | 12.5 KB | 0.1 |", "no unit of time")]
    [InlineData("| Run | -1.5 ns | 0.1 ns |", "times are 0 or more")]
    [InlineData("| Run | 1,234 ns | 12 ns |", "decimals or of thousands")]
    [InlineData("| Run | 1.5 ns |", "line 3 has 2 cells")]
    public void Load_RowWithoutATime_IsAFindingAndTheOthersAreRead(string row, string? problem)
    {
        Report report = LoadRows(row, "| Other | 15 ns | 1 ns |");

        Benchmark failed = report.Benchmarks.Single(benchmark => benchmark.Method == "Run");
        Assert.True(failed.IsFailed);
        Assert.Equal(problem is not null, failed.Problem?.Contains(problem!, StringComparison.Ordinal) ?? false);
        Assert.Equal(15, report.Benchmarks.Single(benchmark => benchmark.Method == "Other").ReportedMeanNanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# Nothing\n\nOnly prose | with bars.\n")]
    [InlineData("| Name | Value |\n|---|---|\n| a | 1 |\n")]
    [InlineData("| Method | Mean |\n|---|---|\n")]
    public void Compare_NoTable_IsOneLineAndExitOne(string text)
    {
        string path = _folder.File("notes.md", text);

        CompareRun run = CompareRun.Run(path, path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(path, Assert.Single(run.Error.TrimEnd('\n', '\r').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_CsvThatIsNoReport_IsOneLineAndExitOne()
    {
        string path = _folder.File("sales.csv", "Month,Sum\nMay,3\n");

        CompareRun run = CompareRun.Run(path, path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no BenchmarkDotNet table", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MethodOfTwoClasses_IsAmbiguous()
    {
        string json = _folder.File(
            "report.json",
            new TestReport()
                .With("Run", TestReport.Around(100))
                .With("Run", TestReport.Around(100), className: "Suite.Other")
                .With("Only", TestReport.Around(100))
                .ToString()
        );
        string table = _folder.File("table.md", Table("| Run | 100 ns | 1.5 ns |", "| Only | 100 ns | 1.5 ns |"));

        CompareRun run = CompareRun.Run(json, table);

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("Suite.Work.Run", run.Output, StringComparison.Ordinal);
        Assert.Contains("Suite.Other.Run", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 inconclusive", run.Output, StringComparison.Ordinal);
        Assert.Contains("mbiguous", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 missing", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Method;Job;Server;Mean\nRun;Default;False;1.5 ns\n", 0)]
    [InlineData("Method;Job;Server;Mean\nRun;DefaultJob;False;1.5 ns\n", 0)]
    [InlineData("Method;Job;LaunchCount;Mean\nRun;Job-ABCDEF;5;1.5 ns\n", 0)]
    [InlineData("Method;Job;Server;Mean\nRun;Other;False;1.5 ns\n", 4)]
    [InlineData("sep=;\nMethod;Mean\nRun;1,5 ns\n", 0)]
    [InlineData("Method\tJob\tMean\nRun\tDefaultJob\t1.5 ns\n", 0)]
    [InlineData("Method,Mean\n\"Run\",\"1.5 ns\"\n", 0)]
    public void Compare_CsvWithTheMarkdownOfADefaultJob_IsMatchedByItsJob(string csv, int exitCode)
    {
        string markdown = _folder.File(
            "table.md",
            "BenchmarkDotNet v0.15.8, Linux\n  [Host]     : .NET 10.0.0\n  DefaultJob : .NET 10.0.0\n\n"
                + Table("| Run | 1.5 ns | 0.5 ns |")
        );

        Assert.Equal(exitCode, CompareRun.Run(_folder.File("table.csv", csv), markdown).ExitCode);
    }

    [Fact]
    public void Compare_TablesThatSayMoreAndLessWithThemselves_AreMatchedRowByRow()
    {
        string path = _folder.File(
            "table.md",
            "| Method | Job | Mean |\n|---|---|---|\n| Run | A | 1.5 ns |\n| Run | B | 2.5 ns |\n\nand\n\n"
                + "| Method | Mean |\n|---|---|\n| Run | 3.5 ns |\n"
        );

        CompareRun run = CompareRun.Run(path, path);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("3 inconclusive", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_TwiceTheMean_IsSuspected()
    {
        string before = _folder.File("before.md", Table("| Run | 100.5 ns | 1 ns |"));
        string after = _folder.File("after.md", Table("| Run | 201.0 ns | 1 ns |"));

        CompareRun run = CompareRun.Run(before, after, "--fail-on", "suspected");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("2.000", run.Output, StringComparison.Ordinal);
        Assert.Contains("suspected slower, too few launches", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_FiveTablesEachSide_IsJudged()
    {
        for (int i = 0; i < 5; i++)
        {
            _folder.File($"a{i}.md", Table($"| Run | 100.{i} ns | 1 ns |"));
            _folder.File($"b{i}.md", Table($"| Run | 150.{i} ns | 1 ns |"));
        }

        CompareRun run = CompareRun.Run(Path.Combine(_folder.Path, "a*.md"), Path.Combine(_folder.Path, "b*.md"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("1 slower", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TableWithoutMean_HasItsMedian()
    {
        string path = _folder.File("table.md", "| Method | Median | Error |\n|---|---|---|\n| Run | 1.5 ns | 0.5 ns |\n");

        Benchmark benchmark = Assert.Single(ReportLoader.Load(path, takesAllRuns: false).Benchmarks);
        Assert.Equal(1.5, benchmark.Launches[0].NanosecondsPerOp[0]);
        Assert.Equal(0, benchmark.Launches[0].RelativeStandardError);
        Assert.Null(benchmark.ReportedMeanNanoseconds);
    }

    [Theory]
    [InlineData("-", 0.0)]
    [InlineData("1.95 KB", 1.95 * 1024)]
    [InlineData("NA", null)]
    public void Load_Allocated_IsInBytes(string cell, double? expected)
    {
        string path = _folder.File("table.md", $"| Method | Mean | Allocated |\n|---|---|---|\n| Run | 1.5 ns | {cell} |\n");

        Assert.Equal(expected, ReportLoader.Load(path, takesAllRuns: false).Benchmarks[0].AllocatedBytesPerOp);
    }

    [Fact]
    public void Load_TablesOfTwoMachines_SaysSo()
    {
        string text = $"{Host("CPU A")}\n{Host("CPU B")}";
        string path = _folder.File("table.md", text);

        Assert.Contains("different machines", CompareRun.Run(path, path).Error, StringComparison.Ordinal);
    }

    private static string Host(string processor) =>
        $"BenchmarkDotNet v0.15.8, Linux\n{processor}, 1 CPU, 4 logical and 2 physical cores\n"
        + "  [Host] : .NET 10.0.0 (10.0.0), X64 RyuJIT x86-64-v3\n\n"
        + Table("| Run | 1.5 ns | 0.1 ns |");

    private Report LoadRows(params string[] rows) => ReportLoader.Load(_folder.File("table.md", Table(rows)), takesAllRuns: false);

    private static string Table(params string[] rows) => $"| Method | Mean | Error |\n|---|---:|---:|\n{string.Join('\n', rows)}\n";
}
