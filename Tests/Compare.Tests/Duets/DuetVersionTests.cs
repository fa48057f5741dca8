using ConcurrencyBench.Compare.Duets;

namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>Programs of each version of BenchmarkDotNet: the duet names and times what the program's own run reports.</summary>
[Collection(nameof(Alone))]
public sealed class DuetVersionTests
{
    // It writes a line for each benchmark: full name, tab, 0; and when its own run has ended, one more with nanoseconds. The engine of
    // 0.13 does not work where the package source lacks its old Perfolizer; the names still count.
    private const string Program = """
        using System.Globalization;
        using BenchmarkDotNet.Configs;
        using BenchmarkDotNet.Exporters;
        using BenchmarkDotNet.Jobs;
        using BenchmarkDotNet.Reports;
        using BenchmarkDotNet.Running;
        using BenchmarkDotNet.Toolchains.InProcess.Emit;

        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(20).WithIterationCount(10).WithInvocationCount(320);
        foreach (BenchmarkCase @case in BenchmarkConverter.TypeToBenchmarks(typeof(Sample.Bench<int>)).BenchmarksCases)
        {
            Console.WriteLine($"ROW\t{FullNameProvider.GetBenchmarkName(@case)}\t0");
        }

        Summary summary = BenchmarkRunner.Run<Sample.Bench<int>>(ManualConfig.Create(DefaultConfig.Instance).AddJob(job));
        foreach (BenchmarkReport report in summary.Reports)
        {
            string nanoseconds = report.ResultStatistics.Min.ToString(CultureInfo.InvariantCulture);
            Console.WriteLine($"ROW\t{FullNameProvider.GetBenchmarkName(report.BenchmarkCase)}\t{nanoseconds}");
        }
        """;

    private const string Benchmarks = """
        using BenchmarkDotNet.Attributes;

        namespace Sample;

        [GenericTypeArguments(typeof(int))]
        public class Bench<T>
        {
            private int[] _numbers = [];

            [Params(10, 10_000)]
            public int Count { get; set; }

            [GlobalSetup]
            public void Prepare() => _numbers = [.. Enumerable.Range(0, Count)];

            [Benchmark]
            public int Sum()
            {
                int sum = 0;
                foreach (int number in _numbers)
                {
                    sum += number % 7;
                }

                return sum;
            }

            [Benchmark]
            [Arguments("a text of some length")]
            public string Repeat(string text) => string.Concat(Enumerable.Repeat(text, Count));

            [Benchmark]
            public async Task<int> Wait() => await Task.FromResult(Count);
        }
        """;

    [Theory]
    [InlineData("0.13.1")]
    [InlineData("0.15.8")]
    public Task Measure_AProgramThatRunsItsBenchmarks_NamesAndTimesAreThoseOfItsOwnRun(string version) => AssertAgreesAsync(version);

    [Trait("Length", "Long")]
    [Theory(Timeout = TestLimit.Long)]
    [InlineData("0.13.2")]
    [InlineData("0.14.0")]
    [InlineData("0.15.2")]
    [InlineData("0.15.4")]
    public Task Measure_AProgramOfAVersionBetween_NamesAndTimesAreThoseOfItsOwnRun(string version) => AssertAgreesAsync(version);

    private static async Task AssertAgreesAsync(string version)
    {
        using BuiltSample sample = await BuiltSample.BuildAsync(version, "Sample", ("Program.cs", Program), ("Bench.cs", Benchmarks));
        ProgramRun run = await sample.RunAsync();
        Dictionary<string, double> reported = ReadRows(run.Output);
        Assert.True(reported.Count == 6, run.Output + run.Error);
        using DuetSubject subject = new(sample.Folder);
        using DuetPair pair = subject.CreatePair();
        Assert.Equal(reported.Keys.Order(), pair.ListBaseline(CancellationToken.None).Select(benchmark => benchmark.Name).Order());
        foreach ((string name, double nanoseconds) in reported)
        {
            DuetResult result = pair.Measure(name, CancellationToken.None);
            Assert.Null(result.Fault);
            if (nanoseconds > 1)
            {
                // The order of magnitude: operations are counted in the same way.
                Assert.InRange(result.Baseline.NanosecondsPerOp.Min() / nanoseconds, 0.1, 10);
            }
        }
    }

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Benchmarks_TheProgramHasNone_ThoseOfTheAssembliesBesideItAreListed()
    {
        using BuiltSample library = await BuiltSample.BuildAsync(
            "0.15.8",
            "Library",
            ("Program.cs", "return 0;"),
            ("Bench.cs", Benchmarks)
        );
        using BuiltSample program = await BuiltSample.BuildAsync("0.15.8", "Sample", ("Program.cs", "return 0;"));
        File.Copy(Path.Combine(library.Folder, "Library.dll"), Path.Combine(program.Folder, "Library.dll"));
        using DuetSubject subject = new(program.Folder);
        using DuetClient client = subject.Connect();
        Assert.Equal(6, client.Benchmarks.Length);
    }

    private static Dictionary<string, double> ReadRows(string output) =>
        output
            .Split('\n')
            .Where(line => line.StartsWith("ROW\t", StringComparison.Ordinal))
            .Select(line => line.Trim().Split('\t'))
            .GroupBy(row => row[1], row => double.Parse(row[2], CultureInfo.InvariantCulture))
            .ToDictionary(rows => rows.Key, rows => rows.Max());
}
