using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>Two reports of one machine, judged. Every benchmark of either is in exactly one of the lists.</summary>
/// <param name="Baseline">Side A.</param>
/// <param name="Candidate">Side B.</param>
/// <param name="Rules">What counts.</param>
/// <param name="AllocationMargin">Null: allocations are shown and not judged.</param>
/// <param name="Judgements">Measured on both sides, sorted by key.</param>
/// <param name="Missing">The candidate does not have them.</param>
/// <param name="Added">The baseline does not have them.</param>
/// <param name="Failed">The candidate has them without a measurement, the baseline has not or with one.</param>
/// <param name="FailedInBoth">Nothing has changed there.</param>
/// <param name="Mended">The baseline has them without a measurement, the candidate with.</param>
/// <param name="Ambiguous">Several have their name, and nothing says which of them is which on the other side.</param>
/// <param name="Warnings">What a reader should know before trusting it.</param>
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
        ImmutableArray<Judgement> judgements = Judge.Decide(pairs, rules);
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
    /// Whether one version of BenchmarkDotNet measured both, as far as they say. Engines of two versions measure differently.
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

    /// <summary>Whether no benchmark is measured in either report that the other one has.</summary>
    public bool HasNothingInCommon =>
        Judgements.IsEmpty && Mended.IsEmpty && Ambiguous.IsEmpty && Failed.All(pair => pair.Baseline is null);

    /// <summary>How many benchmarks have this verdict.</summary>
    public int Count(Verdict verdict) => Judgements.Count(judgement => judgement.Verdict == verdict);
}
