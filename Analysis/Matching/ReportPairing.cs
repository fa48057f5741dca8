using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>The benchmarks of two reports, paired under their jobs and names.</summary>
/// <param name="Baseline">The baseline, without benchmarks that a request leaves out.</param>
/// <param name="Candidate">The candidate, without benchmarks that a request leaves out.</param>
/// <param name="Jobs">The jobs that are compared.</param>
/// <param name="Pairs">Sorted by key; each benchmark of either report is in one.</param>
internal sealed record ReportPairing(Report Baseline, Report Candidate, JobPairing Jobs, ImmutableArray<Pair> Pairs)
{
    /// <summary>Pairs the benchmarks of two reports.</summary>
    public static ReportPairing Create(Report baseline, Report candidate, PairingRequest request)
    {
        JobPairing jobs = JobPairing.Create(baseline, candidate, request.Jobs);
        baseline = LeaveOut(baseline, jobs.LeftOutOfBaseline);
        candidate = LeaveOut(candidate, jobs.LeftOutOfCandidate);
        Dictionary<string, JobPair> byCandidate = jobs.Pairs.ToDictionary(pair => pair.Candidate.Name);
        ImmutableArray<Pair> pairs = Pairing.OuterJoin(baseline, candidate, FindKey);
        return new ReportPairing(baseline, candidate, jobs, [.. pairs.Select(pair => pair with { Difference = FindDifference(pair) })]);

        BenchmarkKey FindKey(Benchmark benchmark) =>
            byCandidate.TryGetValue(benchmark.Key.Job, out JobPair? pair) ? benchmark.Key with { Job = pair.Baseline.Name } : benchmark.Key;

        ExperimentDifference FindDifference(Pair pair) =>
            pair.Baseline is null || pair.Candidate is null ? ExperimentDifference.None
            : !AreOneVersion(baseline.Environment, candidate.Environment) ? ExperimentDifference.BenchmarkDotNet
            : byCandidate[pair.Candidate.Key.Job].Experiment;
    }

    private static Report LeaveOut(Report report, ImmutableArray<string> jobs) =>
        jobs is [] ? report : report with { Benchmarks = [.. report.Benchmarks.Where(benchmark => !jobs.Contains(benchmark.Key.Job))] };

    // A report may not name its version. Engines of two versions measure differently.
    private static bool AreOneVersion(RunEnvironment baseline, RunEnvironment candidate) =>
        baseline.BenchmarkDotNet == candidate.BenchmarkDotNet
        || baseline.BenchmarkDotNet.Length == 0
        || candidate.BenchmarkDotNet.Length == 0;
}
