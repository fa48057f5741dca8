using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Host;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Benchmarks.Scaling;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Benchmarks.Timelines;
using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Reporting.Tests.Pages;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

/// <summary>The files beside reports: the suite writes them, and the comparison reads them.</summary>
public sealed class ExtrasTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ATimelineOfTheSuite_IsWhatTheSuiteWrote()
    {
        ModelSpec spec = ModelCatalog.Find("parallel-for")!;
        Timeline timeline = new(
            spec,
            WorkloadCatalog.Article,
            TimeSpan.FromMilliseconds(90),
            2,
            [
                new Stretch(0, 53541233, new CandidateRange(1, 53541233), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(88)),
                new Stretch(1, 5423123, new CandidateRange(11, 20), TimeSpan.Zero, TimeSpan.FromMicroseconds(1.5)),
            ]
        );
        string file = _folder.File("timeline.json", TraceFile.Render([timeline.ToTrace()]));

        TraceRun run = Assert.Single(TraceFile.Read(file));

        Assert.Equal("parallel-for on article", run.Name);
        Assert.Equal<string>(["worker 1", "worker 2"], run.Lanes);
        Assert.Equal(
            [
                new TraceSlice("53541233", 0, 1e6, 88e6, new TraceRange(1, 53541233)),
                new TraceSlice("5423123", 1, 0, 1500, new TraceRange(11, 20)),
            ],
            run.Slices.Select(slice =>
                slice with
                {
                    StartNanoseconds = Math.Round(slice.StartNanoseconds),
                    LengthNanoseconds = Math.Round(slice.LengthNanoseconds),
                }
            )
        );
        Assert.Equal(89e6, run.LengthNanoseconds, 1.0);
    }

    [Fact]
    public void Read_ScalingOfTheSuite_IsWhatTheSuiteWrote()
    {
        ModelSpec free = ModelCatalog.Find("thread-workers/ranges")!;
        ImmutableArray<int> counts = [1, 2, 4, 8];
        ScalingSeries Series(ModelSpec spec, Func<int, double> time) =>
            new(
                spec,
                counts.ToImmutableSortedDictionary(
                    workers => workers,
                    workers => ImmutableArray.Create(time(workers), time(workers) * 1.001, time(workers) * 0.999)
                )
            );
        ScalingRun run = new(
            "article",
            8,
            [Series(ModelCatalog.Baseline, _ => 150e6), Series(free, workers => 150e6 * (0.04 + (0.96 / workers)))]
        );
        Prediction? prediction = Prediction.Create(
            run,
            WorkloadCatalog.Article,
            KernelCatalog.Default,
            _ => new ScalingOverhead(100_000, 9_000, 700)
        );
        string file = _folder.File("scaling.json", ScalingFile.Render([ScalingResults.Create(run, prediction)]));

        ScalingResult result = Assert.Single(ScalingFile.Read(file));

        Assert.Equal(("article", 8), (result.Workload, result.Cores));
        ScalingModel model = Assert.Single(result.Models, model => model.Method == "ThreadWorkersRanges");
        Assert.Equal("Gunther", model.Law!.Name);
        Assert.Equal(0.04, model.Law.Sigma, 2);
        Assert.Equal(150e6, model.Law.NanosecondsWith(1), 150e6 * 0.01);
        Assert.Equal(24e6, model.Law.NanosecondsWith(8), 24e6 * 0.01);
        Assert.Equal(
            (100_000, 9_000, 700),
            (model.Overhead!.RunNanoseconds, model.Overhead.WorkerNanoseconds, model.Overhead.ItemNanoseconds)
        );
        Assert.True(model.Overhead.Items >= 8);
        Assert.Equal(counts, model.Predicted.Select(point => point.Workers));
        ScalingModel sequential = Assert.Single(result.Models, model => model.Method == "Sequential");
        Assert.Null(sequential.Law);
        Assert.Null(sequential.Overhead);
    }

    [Fact]
    public void Read_AHostOfTheSuite_IsWhatTheSuiteWrote()
    {
        HostInfo host = HostReader.Read(
            "machine",
            DateTimeOffset.UtcNow,
            sourceFolder: null,
            SuiteSettings.Default.Describe(BenchmarkCatalog.Baselines)
        );
        string text = HostFile.Render(host);

        Assert.Equal(text, HostFile.Render(HostFile.Read(_folder.File("host.json", text))));
    }

    /// <summary>Runs that were saved before the records became one.</summary>
    [Fact]
    public void Read_SavedResults_AreReadAndWrittenAlike()
    {
        string results = Path.Combine(SourceTree.Folder!, "results");
        string[] hosts = Directory.GetFiles(results, HostFile.Name, SearchOption.AllDirectories);
        string[] traces = Directory.GetFiles(results, TraceFile.Pattern, SearchOption.AllDirectories);
        Assert.NotEmpty(hosts);
        Assert.NotEmpty(traces);

        Assert.All(hosts, file => Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), HostFile.Render(HostFile.Read(file))));
        Assert.All(
            traces,
            file =>
                Assert.All(
                    TraceFile.Read(file),
                    run => Assert.All(run.Slices, slice => Assert.True(slice is { Units.Count: > 0, LengthNanoseconds: > 0 }))
                )
        );
    }

    [Fact]
    public void Report_WithScalingAndTimeline_DrawsLawPartsAndLanes()
    {
        string run = PageExtras.In(_folder);

        CompareRun result = CompareRun.Run("report", run);

        Assert.True(result.ExitCode == 0, result.Error);
        string page = File.ReadAllText(Path.Combine(run, "report.html"));
        Assert.Contains("time against Workers", page, StringComparison.Ordinal);
        Assert.Contains("Amdahl: σ 0.04", page, StringComparison.Ordinal);
        Assert.Contains("Start-up, transfer and computing on article with 8 workers", page, StringComparison.Ordinal);
        Assert.Contains("A is 58 % of the work, so kept whole nothing beats 1.71x", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ScalingWithNulls_IsReadAsFarAsItGoes()
    {
        string file = _folder.File(
            "scaling.json",
            """
            {"schemaVersion":1,"results":[null,{"workload":"article","cores":2,"models":[
              null,{"method":"ForkJoin","predicted":[null,{"workers":2,"nanoseconds":5}]}]},{"models":null}]}
            """
        );

        ImmutableArray<ScalingResult> results = ScalingFile.Read(file);

        Assert.Equal(2, results.Length);
        Assert.Equal([2], Assert.Single(results[0].Models).Predicted.Select(point => point.Workers));
        Assert.Empty(results[1].Models);
    }

    [Fact]
    public void Report_ATraceOfAnyName_HasAPictureThatMarkdownCanShow()
    {
        string run = PageExtras.In(_folder);
        File.Move(Path.Combine(run, "timeline.json"), Path.Combine(run, "timeline (1) of ü#.json"));

        CompareRun result = CompareRun.Run("report", run);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.True(File.Exists(Path.Combine(run, "report-timeline-1-of.svg")));
        Assert.Contains("](report-timeline-1-of.svg)", File.ReadAllText(Path.Combine(run, "report.md")), StringComparison.Ordinal);
        Assert.Contains("id=\"report-timeline-1-of-t\"", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Workload: \"article\", Workers: 2", "Workload=\"article\";Workers=2")]
    [InlineData("text: \"a, b: c\", N: 1", "text=\"a, b: c\";N=1")]
    [InlineData("text: \"a \\\" , b\", N: 1", "text=\"a \\\" , b\";N=1")]
    [InlineData("", "")]
    [InlineData("odd", "=odd")]
    [InlineData("x: 0.5, y: [1, 2], z: List<int, string>", "x=0.5;y=[1, 2];z=List<int, string>")]
    [InlineData("a: '\"', b: '\\'', c: \"\\\\\", d: 1", "a='\"';b='\\'';c=\"\\\\\";d=1")]
    [InlineData("point: (1, 2), text: it's, n: 3", "point=(1, 2);text=it's;n=3")]
    public void Parse_Parameters_AreTakenApart(string parameters, string expected) =>
        Assert.Equal(expected, string.Join(';', Arguments.Parse(parameters).Select(argument => $"{argument.Name}={argument.Value}")));

    [Theory]
    [InlineData("{}", "no trace")]
    [InlineData("[]", "another kind")]
    [InlineData("", "empty")]
    public void Read_NoTrace_IsSaidInOneLine(string content, string message)
    {
        ReportFormatException exception = Assert.Throws<ReportFormatException>(() =>
            TraceFile.Read(_folder.File("timeline.json", content))
        );

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ForeignTrace_IsReadAsFarAsItGoes()
    {
        string file = _folder.File(
            "timeline.json",
            """
            {"traceEvents":[null,{"ph":"B","name":"x"},
              {"ph":"X","name":"f","pid":7,"tid":9,"ts":1e9,"dur":2},
              {"ph":"X","name":"g","pid":7,"tid":9,"ts":-1,"dur":2},
              {"ph":"M","name":"thread_name","pid":7,"tid":9,"args":{"name":5}}]}
            """
        );

        TraceRun run = Assert.Single(TraceFile.Read(file));

        Assert.Equal(("process 7", "thread 9"), (run.Name, Assert.Single(run.Lanes)));

        // From the first start, wherever the trace counts from.
        Assert.Equal(new TraceSlice("f", 0, 0, 2000, null), Assert.Single(run.Slices));
        Assert.Equal(2000, run.LengthNanoseconds);
    }
}
