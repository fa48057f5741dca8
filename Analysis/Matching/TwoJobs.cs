using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Two jobs of one report, as two reports that can be compared.</summary>
/// <param name="Baseline">The benchmarks of one job.</param>
/// <param name="Candidate">The benchmarks of the other job.</param>
/// <param name="Request">Pairs the two jobs.</param>
internal sealed record TwoJobs(Report Baseline, Report Candidate, PairingRequest Request)
{
    /// <summary>Splits a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="baseline">The name of a job, by its id or by its characteristics.</param>
    /// <param name="candidate">The name of another job.</param>
    /// <exception cref="UsageException">The report has no such job, or both are one.</exception>
    public static TwoJobs Split(Report report, string baseline, string candidate)
    {
        ReportJob one = ReportJob.Find(report, baseline);
        ReportJob other = ReportJob.Find(report, candidate);
        return one.Name == other.Name
            ? throw new UsageException(
                $"'{baseline}' and '{candidate}' are one job of {report.Path}: '{one.Name}'. "
                    + "Jobs that differ in counts only are not told apart."
            )
            : new TwoJobs(
                Keep(report, one),
                Keep(report, other) with
                {
                    Warnings = [],
                },
                new PairingRequest([$"{one.Name}={other.Name}"], [])
            );
    }

    // The report names the runtime of the program that started the benchmarks, and a job may have set another.
    private static Report Keep(Report report, ReportJob job) =>
        report with
        {
            Path = $"{report.Path} [{job.Name}]",
            Environment = job.NamesRuntime ? report.Environment with { Runtime = job.Runtime! } : report.Environment,
            Benchmarks = [.. report.Benchmarks.Where(benchmark => benchmark.Key.Job == job.Name)],
        };
}
