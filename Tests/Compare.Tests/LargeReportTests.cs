namespace ConcurrencyBench.Compare.Tests;

/// <summary>The time of large comparisons is printed, not asserted: the machine decides it. Their memory is asserted.</summary>
[Trait("Length", "Long")]
[Collection(nameof(LargeReportTests))]
public class LargeReportTests(ITestOutputHelper output)
{
    [Theory(Timeout = TestLimit.Long)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task Compare_ManyBenchmarksOfFifteenLaunches_Ends(int benchmarks)
    {
        using TemporaryFolder folder = new();
        string[] reports = [Path.Combine(folder.Path, "a-report.json"), Path.Combine(folder.Path, "b-report.json")];
        long bytes = LargeReports.Write(reports[0], benchmarks, seed: 1);
        LargeReports.Write(reports[1], benchmarks, seed: 2);
        string json = Path.Combine(folder.Path, "out.json");
        TimeSpan elapsed = TimeSpan.Zero;
        long peak = 0;

        ProgramRun run = await ProgramRun.RunAsync(
            "Compare",
            [.. reports, "-o", json],
            TimeSpan.FromMinutes(2),
            environment: null,
            async process =>
            {
                long start = Stopwatch.GetTimestamp();
                while (!process.HasExited)
                {
                    process.Refresh();
                    peak = Math.Max(peak, process.PeakWorkingSet64);
                    await Task.Delay(20);
                }

                elapsed = Stopwatch.GetElapsedTime(start);
            },
            assembly: "bdn-compare"
        );

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.InRange(peak, 1, 1L << 30);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{benchmarks} benchmarks × 15 launches, {bytes / 1e6:F0} MB a side: {elapsed.TotalSeconds:F2} s, peak {peak / 1e6:F0} MB"
            )
        );
    }
}

/// <summary>Alone on the machine: simulations beside it would be timed as well.</summary>
[CollectionDefinition(nameof(LargeReportTests), DisableParallelization = true)]
public sealed class RunsAlone;
