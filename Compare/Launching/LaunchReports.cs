using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>The reports that a launch left.</summary>
/// <param name="Benchmarks">All of them, file by file.</param>
/// <param name="Jobs"><c>Jobs[i]</c> is the job of <c>Benchmarks[i]</c>, as in <see cref="LaunchOutcome.Jobs"/>.</param>
/// <param name="Machine">Of the first file.</param>
/// <param name="Environment">Of the first file.</param>
internal sealed record LaunchReports(
    ImmutableArray<Benchmark> Benchmarks,
    ImmutableArray<string> Jobs,
    Machine Machine,
    RunEnvironment Environment
)
{
    // What "-e fulljson" writes. A program that exports more of its own says the same in other files.
    private const string Pattern = "*-report-full.json";

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true };

    /// <returns>The reports below a folder; null when there is none.</returns>
    /// <exception cref="ReportFormatException">A report is incomplete.</exception>
    public static LaunchReports? Read(string artifacts)
    {
        string[] files = Directory.Exists(artifacts)
            ? [.. Directory.EnumerateFiles(artifacts, Pattern, Deep).Order(StringComparer.Ordinal)]
            : [];
        ReportFile[] reports = [.. files.Select(ReportFile.Read)];
        FiledBenchmark[] benchmarks = [.. reports.SelectMany(report => report.Benchmarks)];
        return reports is [var first, ..]
            ? new LaunchReports(
                [.. benchmarks.Select(benchmark => benchmark.Benchmark)],
                [.. benchmarks.Select(benchmark => benchmark.Benchmark.JobText)],
                first.Machine,
                first.Environment
            )
            : null;
    }
}
