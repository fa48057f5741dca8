using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using ConcurrencyBench.Benchmarks.Reports;
using ConcurrencyBench.Benchmarks.Runs;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

/// <summary>What the tables of a run print is true in the unit that they name.</summary>
public sealed class PrintedMetricTests : IDisposable
{
    // As a run has them, and the smallest and largest that a run can have.
    private static readonly Dictionary<SuiteMetric, double[]> Values = new()
    {
        [SuiteMetric.Bound] = [1.7112, 256, 1],
        [SuiteMetric.Efficiency] = [0.9823, 1.034, 0.004],
        [SuiteMetric.Cpu] = [151_204_567, 3_870, 61_000_000_000],
        [SuiteMetric.Peak] = [48_836_608, 181_297_152, 5_368_709_120],
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("ru-RU")]
    [InlineData("de-CH")]
    [InlineData("ar-SA")]
    public void Write_EveryMetric_IsPrintedInTheUnitItNames(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            new SuiteExporter(RunFolder.Create(_folder.Path), resources: null).Write(WithMetrics(Measure()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(SuiteMetric.All.Length, Values.Count);
        AssertPrinted(ReportTable.OfMarkdown(ReadOnly("*-report-github.md")));
        AssertPrinted(ReportTable.OfCsv(ReadOnly("*-report.csv")));
    }

    [Fact]
    public void Complete_ColumnsThatTheSuiteHides_StayHidden()
    {
        SuiteExporter exporter = new(RunFolder.Create(_folder.Path), resources: null);

        exporter.Write(exporter.Complete(Measure()));

        Assert.DoesNotContain("Error", ReportTable.OfMarkdown(ReadOnly("*-report-github.md"))[0].Keys);
    }

    private static void AssertPrinted(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        Assert.Equal(3, rows.Count);
        foreach ((SuiteMetric metric, double[] values) in Values)
        {
            for (int i = 0; i < rows.Count; i++)
            {
                ReportCell.Parse(rows[i][metric.DisplayName]).AssertIs(values[i], $"{metric.DisplayName} '{rows[i][metric.DisplayName]}'");
            }
        }
    }

    private Summary Measure()
    {
        ManualConfig config = SuiteConfig
            .Create(_folder.Path, NullLogger.Instance)
            .AddJob(Job.Dry.WithToolchain(InProcessNoEmitToolchain.Instance));
        Summary summary = BenchmarkRunner.Run<Three>(config);
        Assert.Equal(3, summary.Reports.Length);
        Assert.All(summary.Reports, report => Assert.True(report.Success));
        return summary;
    }

    private static Summary WithMetrics(Summary summary) =>
        new(
            summary.Title,
            [
                .. summary.Reports.Select(
                    (report, i) =>
                        new BenchmarkReport(
                            report.Success,
                            report.BenchmarkCase,
                            report.GenerateResult,
                            report.BuildResult,
                            report.ExecuteResults,
                            [.. Values.Select(pair => pair.Key.With(pair.Value[i]))]
                        )
                ),
            ],
            summary.HostEnvironmentInfo,
            summary.ResultsDirectoryPath,
            summary.LogFilePath,
            summary.TotalTime,
            CultureInfo.InvariantCulture,
            summary.ValidationErrors,
            []
        );

    private string ReadOnly(string pattern) => File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Path, pattern)));

    /// <summary>Something to be measured.</summary>
    public class Three
    {
        private int _calls;

        [Benchmark]
        public int First() => _calls++;

        [Benchmark]
        public int Second() => _calls++;

        [Benchmark]
        public int Third() => _calls++;
    }
}
