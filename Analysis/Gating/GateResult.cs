using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Gating.Shards;

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
    /// <summary>The shards that this is the merged result of, in order; empty for a run of one machine.</summary>
    public ImmutableArray<ShardResult> Shards { get; init; } = [];

    /// <summary>The methods whose time changed, for each benchmark that was profiled.</summary>
    public ImmutableArray<Explanation> Explanations { get; init; } = [];

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
    public double? Overhead => Shards.IsEmpty ? GateStages.ComputeOverhead(Run) : null;

    /// <summary>Computes the verdicts from a run's launches.</summary>
    /// <param name="run">The run; both of its stages are done.</param>
    public static GateResult FromRun(GateRun run) =>
        new(run, Judge([run]), [.. run.Probe?.Findings ?? [], .. FindFaults(run)], RunValidity.FromRun(run))
        {
            Explanations = Explanation.FromRun(run),
        };

    /// <summary>Computes the verdicts of all shards of a gate together.</summary>
    /// <param name="shards">All shards, in order, each with both stages done.</param>
    public static GateResult FromShards(ImmutableArray<GateRun> shards)
    {
        GateRun run = MergedRun.Create(shards);
        ImmutableArray<ShardResult> results = [.. shards.Select(ShardResult.FromRun)];
        return new GateResult(
            run,
            Judge(shards),
            [.. run.Probe!.Findings, .. FindFaults(run)],
            RunValidity.FindWorst([.. results.Select(result => result.Validity)])
        )
        {
            Shards = results,
        };
    }

    // The first stage is judged within each part, because its suite tells which variances are usual; the second over all of them.
    private static ImmutableArray<BenchmarkResult> Judge(ImmutableArray<GateRun> parts)
    {
        MeasuredBenchmark[] measured =
        [
            .. parts.SelectMany(SelectMeasured).OrderBy(benchmark => benchmark.Plan.Name, StringComparer.Ordinal),
        ];
        int elsewhere = parts is [var only] ? only.BenchmarksElsewhere : 0;
        ImmutableArray<PairedJudgement> judgements = TwoStages.Judge(
            [.. measured.Select(benchmark => benchmark.Stages)],
            parts.Sum(part => part.Plan!.Benchmarks.Length) + elsewhere,
            parts[0].Header.Settings.Rules,
            elsewhere
        );
        return
        [
            .. measured.Zip(judgements, (benchmark, judgement) => new BenchmarkResult(benchmark.Plan, judgement, benchmark.Allocations)),
        ];
    }

    private static IEnumerable<MeasuredBenchmark> SelectMeasured(GateRun run)
    {
        ImmutableDictionary<string, PairedAssessment> first = run.Plan is null
            ? throw new ArgumentException("The run has no plan yet.", nameof(run))
            : GateStages.AssessStageOne(run);
        ILookup<string, LaunchPair> pairs = run.SelectPairsOfBothStages().Where(pair => !pair.IsControl).ToLookup(pair => pair.Benchmark);
        return GateStages
            .SelectNotFailed(run)
            .Select(benchmark => new MeasuredBenchmark(
                benchmark,
                new StagedBenchmark(
                    first[benchmark.Name],
                    () => GateStages.Assess(run, benchmark, LaunchPhase.StageTwo),
                    benchmark.PairsTwo
                ),
                PairAllocations.FromPairs([.. pairs[benchmark.Name]])
            ));
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

    private sealed record MeasuredBenchmark(BenchmarkPlan Plan, StagedBenchmark Stages, PairAllocations? Allocations);
}

/// <param name="Plan">The plan by which it was measured.</param>
/// <param name="Judgement">The verdict and its figures.</param>
/// <param name="Allocations">Null where they are not known.</param>
internal sealed record BenchmarkResult(BenchmarkPlan Plan, PairedJudgement Judgement, PairAllocations? Allocations = null)
{
    /// <summary>The figures of the verdict.</summary>
    public PairedAssessment Assessment => Judgement.Assessment;
}
