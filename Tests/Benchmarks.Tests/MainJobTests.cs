using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Tests.Reports;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Tests;

/// <summary>The suite as a user runs it, on numbers small enough for a test.</summary>
public sealed class MainJobTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);
    private static readonly string[] Short = ["--launchCount", "1", "--warmupCount", "1", "--iterationCount", "1"];

    [Fact]
    public async Task Bench_InProcess_WritesEveryReportWhole()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--model",
                "parallel-for/ranges",
                "--numbers",
                "600000,700000",
                "--machine",
                "test",
                "--inProcess",
                .. Short,
                "--watch",
                "--artifacts",
                folder.Path,
            ],
            Limit
        );

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        const string Prefix = "ConcurrencyBench.Benchmarks.ModelBenchmarks-";
        Assert.Equal(
            [
                $"{Prefix}measurements.csv",
                $"{Prefix}report-full.json",
                $"{Prefix}report-github.md",
                $"{Prefix}report.csv",
                "findings.md",
                "host.json",
                "numbers.txt",
                "progress.html",
            ],
            Directory
                .GetFileSystemEntries(folder.Path)
                .Select(path => Path.GetFileName(path)!)
                .Where(name => !name.EndsWith(".log", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );

        string progress = PageText.Read(Path.Combine(folder.Path, "progress.html"));
        Assert.Contains("The run has ended.", progress, StringComparison.Ordinal);
        Assert.Contains("Benchmarks: 2 of 2", progress, StringComparison.Ordinal);
        Assert.Contains("parallel-for/ranges on custom-", progress, StringComparison.Ordinal);

        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, $"{Prefix}report-full.json")));
        string[] names =
        [
            .. report
                .RootElement.GetProperty("Benchmarks")
                .EnumerateArray()
                .Select(benchmark => benchmark.GetProperty("FullName").GetString()!),
        ];
        Assert.Equal(2, names.Length);
        Assert.Matches("""^ConcurrencyBench\.Benchmarks\.ModelBenchmarks\.Sequential\(Workload: "custom-[0-9a-f]{8}"\)$""", names[0]);
        Assert.Matches(
            """^ConcurrencyBench\.Benchmarks\.ModelBenchmarks\.ParallelForRanges\(Workload: "custom-[0-9a-f]{8}"\)$""",
            names[1]
        );
        Assert.Equal<string>(
            ["sequential", "parallel-for/ranges"],
            report
                .RootElement.GetProperty("Benchmarks")
                .EnumerateArray()
                .Select(benchmark => benchmark.GetProperty("MethodTitle").GetString()!)
        );
        Assert.All(
            report.RootElement.GetProperty("Benchmarks").EnumerateArray(),
            benchmark => Assert.Contains("Suite", benchmark.GetProperty("DisplayInfo").GetString(), StringComparison.Ordinal)
        );

        using JsonDocument host = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "host.json")));
        Assert.Equal("test", host.RootElement.GetProperty("machine").GetString());
        string markdown = await File.ReadAllTextAsync(Path.Combine(folder.Path, $"{Prefix}report-github.md"));
        Assert.Contains("| Speed-up |", markdown, StringComparison.Ordinal);
        Assert.Equal(2, PrintedEfficiency.AssertAgrees(markdown));
        Assert.Equal(2, PrintedEfficiency.AssertAgrees(run.Output.Replace('│', '|')));
        Assert.Contains("[2/2] parallel-for/ranges on custom-", run.Output, StringComparison.Ordinal);
        Assert.Contains($"Reports: {folder.Path}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_AnotherCulture_WritesTheSameFormats()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            ["bench", "--filter", "*KernelBenchmarks.SquareRoot*", "--inProcess", .. Short, "--artifacts", folder.Path],
            Limit,
            new Dictionary<string, string>
            {
                ["LANG"] = "ru_RU.UTF-8",
                ["LC_ALL"] = "ru_RU.UTF-8",
                ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0",
            }
        );

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        string[] csv = await File.ReadAllLinesAsync(
            Path.Combine(folder.Path, "ConcurrencyBench.Benchmarks.KernelBenchmarks-measurements.csv")
        );
        Assert.Contains(",Measurement_Value", csv[0], StringComparison.Ordinal);
        Assert.DoesNotContain(";", string.Concat(csv), StringComparison.Ordinal);
    }

    /// <summary>
    /// BenchmarkDotNet builds a program of its own. The worker that was built beside it must be a worker, not that program again.
    /// </summary>
    [Theory]
    [InlineData("--inProcess")]
    [InlineData("--disableLogFile")]
    public async Task Bench_AProcessModel_FindsItsWorkerWhereverItRuns(string toolchain)
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                "*ModelBenchmarks.ProcessPoolRanges*",
                "--numbers",
                "600000",
                toolchain,
                .. Short,
                "--artifacts",
                folder.Path,
            ],
            Limit
        );

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Contains("[1/1] process-pool/ranges on custom-", run.Output, StringComparison.Ordinal);

        // An iteration of one operation allocates far less than 8 KB here, which BenchmarkDotNet before 0.15 does not see on .NET 10.
        Benchmark measured = Assert.Single(ReportLoader.Load(folder.Path, takesAllRuns: false).Benchmarks);
        Assert.InRange(measured.AllocatedBytesPerOp ?? 0, 1, 100_000);
        Assert.Contains(measured.Metrics, metric => metric.Id == "CompletedWorkItemCount");
    }

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Bench_OwnRuntimeByName_Measures()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--runtimes",
                "net10.0",
                "--filter",
                "*KernelBenchmarks.SquareRoot(Number: 5423123)",
                .. Short,
                "--artifacts",
                folder.Path,
            ],
            Limit
        );

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Contains("[1/1] square-root on 5423123", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Each run builds in a folder of its own: the one that ends first does not delete what the other still starts.</summary>
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public async Task Bench_TwoRunsAtOnce_BothMeasure()
    {
        using TemporaryFolder brief = new();
        using TemporaryFolder lengthy = new();
        Task<ProgramRun> Run(TemporaryFolder folder, string launches, string iterations) =>
            ProgramRun.RunAsync(
                "Benchmarks",
                [
                    "bench",
                    "--filter",
                    "*ModelBenchmarks.Sequential*",
                    "--numbers",
                    "600000",
                    "--warmupCount",
                    "1",
                    "--launchCount",
                    launches,
                    "--iterationCount",
                    iterations,
                    "--artifacts",
                    folder.Path,
                ],
                Limit
            );

        ProgramRun[] runs = await Task.WhenAll(Run(brief, "1", "1"), Run(lengthy, "5", "10"));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Error + run.Output));
    }

    /// <summary>Arguments, an enumeration and an echoing worker must reach the program that BenchmarkDotNet builds.</summary>
    [Fact]
    public async Task Bench_StartupAndHandoff_RunInAProcessOfTheirOwn()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                "*StartupBenchmarks.Process",
                "*NamedPipe(payloadBytes: 1024, Direction: OneWay)",
                .. Short,
                "--artifacts",
                folder.Path,
            ],
            Limit
        );

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Equal("", string.Join('\n', run.Error.Split('\n').Where(line => !line.StartsWith("warning: ", StringComparison.Ordinal))));
        Assert.Contains("[1/2] process  ", run.Output, StringComparison.Ordinal);
        Assert.Contains("[2/2] named-pipe on one way, 1 KiB  ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bench_Scaling_SavesAndShowsSpeedupsLawsAndWhatIf()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                "*ScalingBenchmarks.Sequential*",
                "*ScalingBenchmarks.ForkJoin*",
                "--numbers",
                "600000",
                "--inProcess",
                .. Short,
                "--artifacts",
                folder.Path,
            ],
            Limit
        );

        Assert.True(run.ExitCode == 0, run.Error + run.Output);
        Assert.Contains(" fork-join on custom-", run.Output, StringComparison.Ordinal);
        Assert.Contains(", 2 workers", run.Output, StringComparison.Ordinal);
        string report = await File.ReadAllTextAsync(Path.Combine(folder.Path, "scaling.md"));
        foreach (string heading in new[] { "Measured on custom-", "Laws of scaling", "Overhead: ", "Predicted for ", "What if there were" })
        {
            Assert.Contains($"\n### {heading}", report, StringComparison.Ordinal);
        }

        Assert.Contains(
            "\"method\": \"ForkJoin\"",
            await File.ReadAllTextAsync(Path.Combine(folder.Path, "scaling.json")),
            StringComparison.Ordinal
        );
        string measured = report.Split('\n').First(line => line.StartsWith("| fork-join |", StringComparison.Ordinal));
        Assert.Equal(WorkerLadder.ChooseCounts(Environment.ProcessorCount, ModelOptions.MaxWorkers).Length, measured.Split('|').Length - 3);
        Assert.DoesNotContain("not measured", measured, StringComparison.Ordinal);
        Assert.Contains("What if there were", run.Output, StringComparison.Ordinal);
    }

    /// <summary>BenchmarkDotNet exits with 0 when a benchmark fails; the suite must not.</summary>
    [Fact]
    public async Task Bench_ABenchmarkFailsInItsOwnProcess_ExitsWithFive()
    {
        using TemporaryFolder folder = new();
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            [
                "bench",
                "--filter",
                "*ModelBenchmarks.Sequential*",
                "--numbers",
                "600",
                .. Short,
                "--artifacts",
                folder.Path,
                "--envVars",
                "CONCURRENCYBENCH_WORKERS:0",
            ],
            Limit
        );

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("No measurements for sequential on custom-", run.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Bench_AReportCannotBeWritten_SaysSoInOneLine()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run");
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            ["bench", "--filter", "*SquareRoot*", "--inProcess", .. Short, "--artifacts", path],
            Limit,
            environment: null,
            meanwhile: async _ =>
            {
                await Eventually.TrueAsync(() => File.Exists(Path.Combine(path, "host.json")));
                // The name of the report is taken by a folder.
                Directory.CreateDirectory(Path.Combine(path, "ConcurrencyBench.Benchmarks.KernelBenchmarks-report-full.json"));
            }
        );

        Assert.Equal(5, run.ExitCode);
        Assert.Contains("a report cannot be written", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Bench_Interrupted_EndsAtOnceAndKeepsNothingHalfMeasured()
    {
        using TemporaryFolder folder = new();
        string artifacts = Path.Combine(folder.Path, "run");
        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            ["bench", "--model", "parallel-for", "--numbers", "2000000000", "--inProcess", "--artifacts", artifacts],
            Limit,
            environment: null,
            meanwhile: async process =>
            {
                await Eventually.TrueAsync(() => File.Exists(Path.Combine(artifacts, "host.json")));
                await Task.Delay(500);
                OtherProcesses.Interrupt(process.Id);
            }
        );

        Assert.Equal(130, run.ExitCode);
        Assert.Contains("Interrupted before the first benchmark was measured", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(artifacts));
    }

    /// <summary>A clone may lie anywhere; the temporary folder is where BenchmarkDotNet has something to say about it.</summary>
    [Fact]
    public async Task Bench_BelowTheTemporaryFolder_ComplainsOfNothing()
    {
        using TemporaryFolder folder = new();
        string program = Path.Combine(folder.Path, "program");
        CopyAll(ProgramRun.FolderOf("Benchmarks"), program);
        ProcessStartInfo start = new(
            "dotnet",
            [
                Path.Combine(program, "Benchmarks.dll"),
                "bench",
                "--filter",
                "*ModelBenchmarks.Sequential*",
                "--numbers",
                "600000",
                "--inProcess",
                .. Short,
                "--artifacts",
                Path.Combine(folder.Path, "run"),
            ]
        )
        {
            WorkingDirectory = folder.Path,
        };
        ProgramRun run = await ProgramRun.RunAsync(start, Limit, _ => Task.CompletedTask);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", string.Join('\n', run.Error.Split('\n').Where(line => !line.StartsWith("warning: ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task List_Flat_NamesEveryBenchmarkOfWhatIsHereAndMeasuresNothing()
    {
        ProgramRun run = await ProgramRun.RunAsync("Benchmarks", ["--list", "flat"], Limit);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            BenchmarkCatalog.All.Sum(type =>
                type.GetMethods()
                    .Count(method =>
                        method.GetCustomAttribute<BenchmarkAttribute>() is not null
                        && BenchmarkCatalog.Describe(type).FindLanguage(method.Name)?.ReasonToLeaveOut is null
                    )
            ),
            run.Output.Trim().Split('\n').Length
        );
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
