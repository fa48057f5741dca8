using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>The benchmarks of two reports, paired under their jobs and names.</summary>
/// <param name="Baseline">The baseline, without benchmarks that a request leaves out.</param>
/// <param name="Candidate">The candidate, without benchmarks that a request leaves out.</param>
/// <param name="Jobs">The jobs that are compared.</param>
/// <param name="Pairs">Sorted by key; each benchmark of either report is in one.</param>
/// <param name="Cultures">The full names that differ only in how a culture writes numbers: the baseline's, and the candidate's.</param>
internal sealed record ReportPairing(
    Report Baseline,
    Report Candidate,
    JobPairing Jobs,
    ImmutableArray<Pair> Pairs,
    ImmutableArray<(string Baseline, string Candidate)> Cultures
)
{
    /// <summary>Pairs the benchmarks of two reports.</summary>
    public static ReportPairing Create(Report baseline, Report candidate, PairingRequest request)
    {
        JobPairing jobs = JobPairing.Create(baseline, candidate, request.Jobs);
        baseline = LeaveOut(baseline, jobs.LeftOutOfBaseline);
        candidate = LeaveOut(candidate, jobs.LeftOutOfCandidate);
        Dictionary<string, JobPair> byCandidate = jobs.Pairs.ToDictionary(pair => pair.Candidate.Name);
        Dictionary<BenchmarkKey, BenchmarkKey> renames = new RenamePairing(baseline, candidate, FindKeyOfJob).Find(request.Renames);
        HashSet<BenchmarkKey> olds = [.. baseline.Benchmarks.Select(benchmark => benchmark.Key.Shared)];
        HashSet<BenchmarkKey> news = [.. candidate.Benchmarks.Select(benchmark => Rename(FindKeyOfJob(benchmark), renames).Shared)];
        Dictionary<BenchmarkKey, BenchmarkKey> cultures = CulturePairing.Find(olds.Except(news), news.Except(olds));
        ImmutableArray<Pair> pairs = Pairing.OuterJoin(
            baseline,
            candidate,
            benchmark => Rename(Rename(FindKeyOfJob(benchmark), renames), cultures)
        );
        return new ReportPairing(
            baseline,
            candidate,
            jobs,
            [.. pairs.Select(pair => pair with { Difference = FindDifference(pair) })],
            [.. cultures.Select(pair => (pair.Value.FullName, pair.Key.FullName)).Distinct()]
        );

        BenchmarkKey FindKeyOfJob(Benchmark benchmark) =>
            byCandidate.TryGetValue(benchmark.Key.Job, out JobPair? pair) ? benchmark.Key with { Job = pair.Baseline.Name } : benchmark.Key;

        ExperimentDifference FindDifference(Pair pair) =>
            pair.Baseline is null || pair.Candidate is null ? ExperimentDifference.None
            : !AreOneVersion(baseline.Environment, candidate.Environment) ? ExperimentDifference.BenchmarkDotNet
            : byCandidate[pair.Candidate.Key.Job].Experiment;
    }

    private static BenchmarkKey Rename(BenchmarkKey key, Dictionary<BenchmarkKey, BenchmarkKey> names) =>
        names.TryGetValue(key.Shared, out BenchmarkKey? other) ? other with { Distinction = key.Distinction } : key;

    private static Report LeaveOut(Report report, ImmutableArray<string> jobs) =>
        jobs is [] ? report : report with { Benchmarks = [.. report.Benchmarks.Where(benchmark => !jobs.Contains(benchmark.Key.Job))] };

    // A report may not name its version. Engines of two versions measure differently.
    private static bool AreOneVersion(RunEnvironment baseline, RunEnvironment candidate) =>
        baseline.BenchmarkDotNet == candidate.BenchmarkDotNet
        || baseline.BenchmarkDotNet.Length == 0
        || candidate.BenchmarkDotNet.Length == 0;
}
