using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>Two reports of one machine, judged. Every benchmark of either is in exactly one of the lists.</summary>
/// <param name="Baseline">Side A.</param>
/// <param name="Candidate">Side B.</param>
/// <param name="Rules">The margin and the tolerance.</param>
/// <param name="AllocationMargin">The margin of allocations; null where they are shown and not judged.</param>
/// <param name="Judgements">The benchmarks that both sides measured, sorted by key.</param>
/// <param name="Missing">The benchmarks that the candidate does not have.</param>
/// <param name="Added">The benchmarks that only the candidate has, with a measurement.</param>
/// <param name="Failed">The benchmarks that failed in the candidate and not in the baseline, which may lack them.</param>
/// <param name="FailedInBoth">The benchmarks that failed on both sides.</param>
/// <param name="Mended">The benchmarks that failed in the baseline and have a measurement in the candidate.</param>
/// <param name="Ambiguous">The benchmarks that share their name with others, so that the two sides cannot be matched.</param>
/// <param name="Warnings">The facts that a reader should know before trusting the comparison, one sentence each.</param>
internal sealed record Comparison(
    Report Baseline,
    Report Candidate,
    JudgingRules Rules,
    AllocationMargin? AllocationMargin,
    ImmutableArray<Judgement> Judgements,
    ImmutableArray<Pair> Missing,
    ImmutableArray<Pair> Added,
    ImmutableArray<Pair> Failed,
    ImmutableArray<Pair> FailedInBoth,
    ImmutableArray<Pair> Mended,
    ImmutableArray<Pair> Ambiguous,
    ImmutableArray<string> Warnings
)
{
    /// <summary>Joins, assesses and decides.</summary>
    public static Comparison Create(Report baseline, Report candidate, JudgingRules rules, AllocationMargin? allocationMargin)
    {
        ImmutableArray<Pair> all = Pairing.OuterJoin(baseline, candidate);
        ImmutableArray<Pair> pairs = [.. all.Where(pair => !pair.IsAmbiguous)];
        ImmutableArray<Judgement> judgements = Judge.Decide(pairs.Select(MeanPairs.Adapt), rules);
        return new Comparison(
            baseline,
            candidate,
            rules,
            allocationMargin,
            AreOneExperiment(baseline.Environment, candidate.Environment)
                ? judgements
                : [.. judgements.Select(judgement => judgement.ToUnconfirmed())],
            [.. pairs.Where(pair => pair.Candidate is null)],
            [.. pairs.Where(pair => pair.Baseline is null && pair.Candidate is { IsFailed: false })],
            [.. pairs.Where(pair => pair.Candidate is { IsFailed: true } && pair.Baseline is not { IsFailed: true })],
            [.. pairs.Where(pair => pair is { Candidate.IsFailed: true, Baseline.IsFailed: true })],
            [.. pairs.Where(pair => pair is { Baseline.IsFailed: true, Candidate.IsFailed: false })],
            [.. all.Where(pair => pair.IsAmbiguous)],
            [.. ComparisonWarnings.Find(baseline, candidate, pairs)]
        );
    }

    /// <summary>
    /// True where one version of BenchmarkDotNet measured both sides, or a side does not name its version. Engines of two versions
    /// measure differently.
    /// </summary>
    private static bool AreOneExperiment(RunEnvironment baseline, RunEnvironment candidate) =>
        baseline.BenchmarkDotNet == candidate.BenchmarkDotNet
        || baseline.BenchmarkDotNet.Length == 0
        || candidate.BenchmarkDotNet.Length == 0;

    /// <summary>The geometric mean of candidate ÷ baseline over all benchmarks with a test; null where there is none.</summary>
    public Estimate? LogGeometricMean
    {
        get
        {
            Estimate[] ratios =
            [
                .. Judgements.Where(judgement => judgement.Assessment.IsTested).Select(judgement => judgement.Assessment.LogRatio!.Value),
            ];
            return ratios is [] ? null : Estimate.Combine(ratios.Select(ratio => (1.0 / ratios.Length, ratio)));
        }
    }

    /// <summary>Benchmarks whose share of outlier launches changed: p by Fisher's exact test, Benjamini–Hochberg over all.</summary>
    public ImmutableArray<Judgement> UnevenOutliers
    {
        get
        {
            Judgement[] withOutliers =
            [
                .. Judgements.Where(judgement => judgement.Assessment.Baseline.Excluded + judgement.Assessment.Candidate.Excluded > 0),
            ];
            double[] adjusted = BenjaminiHochberg.Adjust([
                .. withOutliers.Select(judgement =>
                    OutlierLaunches.ComputePValueOfShare(judgement.Assessment.Baseline, judgement.Assessment.Candidate)
                ),
            ]);
            return [.. withOutliers.Where((_, i) => adjusted[i] <= JudgingRules.FalseDiscoveryRate)];
        }
    }

    /// <summary>Benchmarks whose allocations should be judged, and cannot: one side does not know them.</summary>
    public ImmutableArray<Judgement> UnknownAllocations =>
        AllocationMargin is null
            ? []
            :
            [
                .. Judgements.Where(judgement =>
                    judgement.Assessment.Pair is not { Baseline.AllocatedBytesPerOp: not null, Candidate.AllocatedBytesPerOp: not null }
                ),
            ];

    /// <summary>Benchmarks that allocate more than the margin allows.</summary>
    public ImmutableArray<Judgement> MoreAllocated =>
        AllocationMargin is null ? [] : [.. Judgements.Where(judgement => AllocationMargin.IsExceededBy(judgement.Assessment.Pair))];

    /// <summary>True where the two reports have no measured benchmark in common.</summary>
    public bool HasNothingInCommon =>
        Judgements.IsEmpty && Mended.IsEmpty && Ambiguous.IsEmpty && Failed.All(pair => pair.Baseline is null);

    /// <summary>The number of benchmarks with this verdict.</summary>
    public int Count(Verdict verdict) => Judgements.Count(judgement => judgement.Verdict == verdict);
}
