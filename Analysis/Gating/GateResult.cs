using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>The result of a finished gate run.</summary>
/// <param name="Run">The run with its launches.</param>
/// <param name="Benchmarks">One for each benchmark that was measured to its end, in the order of names.</param>
/// <param name="Findings">The problems of benchmarks that were not measured to their end.</param>
/// <param name="Validity">The checks of the machine during the run.</param>
internal sealed record GateResult(
    GateRun Run,
    ImmutableArray<BenchmarkResult> Benchmarks,
    ImmutableArray<BenchmarkFinding> Findings,
    RunValidity Validity
)
{
    /// <summary>The additional memory that an operation may allocate; null where allocations are shown and not judged.</summary>
    public AllocationMargin? AllocationMargin { get; init; }

    /// <summary>The benchmarks that allocate more than the margin allows, any more where there is none.</summary>
    public ImmutableArray<BenchmarkResult> AllocatingMore =>
        [.. Benchmarks.Where(benchmark => benchmark.Allocations?.Exceeds(AllocationMargin ?? new AllocationMargin(0, 0)) == true)];

    /// <summary>True where allocations are judged, and a benchmark allocates more than the margin allows.</summary>
    public bool FailsByAllocations => AllocationMargin is not null && !AllocatingMore.IsEmpty;

    /// <summary>
    /// The number of benchmarks that are called neither slower nor faster, and do not exclude a slow-down of the tolerance.
    /// </summary>
    public int Undecided => Benchmarks.Count(benchmark => benchmark.Judgement.IsUndecided);

    /// <summary>True where a benchmark of the baseline has no verdict, because it is missing or failed.</summary>
    public bool IsIncomplete => Findings.Any(finding => finding.Kind != FindingKind.Added);

    /// <summary>The number of benchmarks with this verdict.</summary>
    public int Count(Verdict verdict) => Benchmarks.Count(benchmark => benchmark.Judgement.Verdict == verdict);

    /// <summary>The part of the stages' time that launches did not take; null where a session has fewer than two launches.</summary>
    public double? Overhead => GateStages.ComputeOverhead(Run);

    /// <summary>Computes the verdicts from a run's launches.</summary>
    /// <param name="run">The run; both of its stages are done.</param>
    public static GateResult FromRun(GateRun run)
    {
        GatePlan plan = run.Plan ?? throw new ArgumentException("The run has no plan yet.", nameof(run));
        ImmutableArray<BenchmarkPlan> measured = GateStages.SelectNotFailed(run);
        ImmutableDictionary<string, PairedAssessment> first = GateStages.AssessStageOne(run);
        ImmutableArray<PairedJudgement> judgements = TwoStages.Judge(
            [
                .. measured.Select(benchmark => new StagedBenchmark(
                    first[benchmark.Name],
                    () => GateStages.Assess(run, benchmark, LaunchPhase.StageTwo),
                    benchmark.PairsTwo
                )),
            ],
            plan.Benchmarks.Length,
            run.Header.Settings.Rules
        );
        ILookup<string, LaunchPair> pairs = run.SelectPairsOfBothStages().Where(pair => !pair.IsControl).ToLookup(pair => pair.Benchmark);
        return new GateResult(
            run,
            [
                .. measured.Zip(
                    judgements,
                    (benchmark, judgement) =>
                        new BenchmarkResult(benchmark, judgement, PairAllocations.FromPairs([.. pairs[benchmark.Name]]))
                ),
            ],
            [.. run.Probe?.Findings ?? [], .. FindFaults(run)],
            RunValidity.FromRun(run)
        );
    }

    private static IEnumerable<BenchmarkFinding> FindFaults(GateRun run) =>
        run
            .Launches.Where(launch => launch.Fault is not null)
            .GroupBy(launch => launch.Benchmark)
            .Select(benchmark => benchmark.First())
            .Select(launch => new BenchmarkFinding(
                launch.Side == LaunchSide.Candidate ? FindingKind.FailedInCandidate : FindingKind.FailedInBaseline,
                launch.Benchmark,
                launch.Fault!
            ));
}

/// <param name="Plan">The plan by which it was measured.</param>
/// <param name="Judgement">The verdict and its figures.</param>
/// <param name="Allocations">Null where they are not known.</param>
internal sealed record BenchmarkResult(BenchmarkPlan Plan, PairedJudgement Judgement, PairAllocations? Allocations = null)
{
    /// <summary>The figures of the verdict.</summary>
    public PairedAssessment Assessment => Judgement.Assessment;
}
