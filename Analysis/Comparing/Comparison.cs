using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Loading.Tables;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>Two reports of one machine, judged. Every benchmark of either is in exactly one of the lists.</summary>
public sealed record Comparison
{
    internal Comparison() { }

    /// <summary>The report that the candidate is compared with.</summary>
    public required Report Baseline { get; init; }

    /// <summary>The report that is judged.</summary>
    public required Report Candidate { get; init; }

    /// <summary>The rules of the verdicts.</summary>
    public required JudgingRules Rules { get; init; }

    /// <summary>The additional memory that an operation may allocate; null where allocations are not judged.</summary>
    public required AllocationMargin? AllocationMargin { get; init; }

    /// <summary>The verdicts of the benchmarks that both sides have measured, sorted by key.</summary>
    public required ImmutableArray<Judgement> Judgements { get; init; }

    /// <summary>The benchmarks that the candidate does not have.</summary>
    public required ImmutableArray<Pair> Missing { get; init; }

    /// <summary>The benchmarks that only the candidate has, and has measured.</summary>
    public required ImmutableArray<Pair> Added { get; init; }

    /// <summary>The benchmarks that failed in the candidate and not in the baseline, where they are measured or do not exist.</summary>
    public required ImmutableArray<Pair> Failed { get; init; }

    /// <summary>The benchmarks that failed in both: nothing has changed there.</summary>
    public required ImmutableArray<Pair> FailedInBoth { get; init; }

    /// <summary>The benchmarks that failed in the baseline and are measured in the candidate.</summary>
    public required ImmutableArray<Pair> Mended { get; init; }

    /// <summary>The benchmarks that share their name with others, where nothing says which is which on the other side.</summary>
    public required ImmutableArray<Pair> Ambiguous { get; init; }

    /// <summary>The facts that a reader should know before trusting it, one sentence each, with those of the two reports.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>Compares two reports: pairs their benchmarks, and judges every pair that both have measured.</summary>
    /// <param name="baseline">The report that the candidate is compared with.</param>
    /// <param name="candidate">The report that is judged.</param>
    /// <param name="rules">The rules; null for <see cref="JudgingRules.Default"/>.</param>
    /// <param name="allocationMargin">The additional memory that an operation may allocate; null does not judge allocations.</param>
    /// <param name="isSameMachine">True compares them even where they seem to be of different machines.</param>
    /// <exception cref="ArgumentNullException">A report is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not above 0, or the tolerance is below the margin.</exception>
    /// <exception cref="UsageException">The reports seem to be of different machines, whose times cannot be compared.</exception>
    public static Comparison Create(
        Report baseline,
        Report candidate,
        JudgingRules? rules = null,
        AllocationMargin? allocationMargin = null,
        bool isSameMachine = false
    )
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        return Create(baseline, candidate, rules ?? JudgingRules.Default, allocationMargin, isSameMachine, PairingRequest.None);
    }

    /// <summary>Compares two reports whose benchmarks are paired as the user asks.</summary>
    internal static Comparison Create(
        Report baseline,
        Report candidate,
        JudgingRules rules,
        AllocationMargin? allocationMargin,
        bool isSameMachine,
        PairingRequest request
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rules.Margin, nameof(rules));
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Tolerance, rules.Margin, nameof(rules));
        if (!isSameMachine && !baseline.Machine.IsSameAs(candidate.Machine))
        {
            throw new UsageException(
                $"{baseline.Path} is of {baseline.Machine.Description} and {candidate.Path} of {candidate.Machine.Description}: times of "
                    + "two machines cannot be compared. Compare reports of one machine, or say that they are of the same."
            );
        }

        ImmutableArray<Report> aligned = TableAlignment.Align([baseline, candidate]);
        return JudgePairs(ReportPairing.Create(aligned[0], aligned[1], request), rules, allocationMargin);
    }

    private static Comparison JudgePairs(ReportPairing pairing, JudgingRules rules, AllocationMargin? allocationMargin)
    {
        ImmutableArray<Pair> pairs = [.. pairing.Pairs.Where(pair => !pair.IsAmbiguous)];
        ImmutableArray<Judgement> judgements = Judge.Decide(pairs.Select(MeanPairs.Adapt), rules);
        return new Comparison
        {
            Baseline = pairing.Baseline,
            Candidate = pairing.Candidate,
            Rules = rules,
            AllocationMargin = allocationMargin,
            Judgements = [.. judgements.Select(judgement => judgement.IsOneExperiment ? judgement : judgement.ToUnconfirmed())],
            Missing = [.. pairs.Where(pair => pair.Candidate is null)],
            Added = [.. pairs.Where(pair => pair.Baseline is null && pair.Candidate is { IsFailed: false })],
            Failed = [.. pairs.Where(pair => pair.Candidate is { IsFailed: true } && pair.Baseline is not { IsFailed: true })],
            FailedInBoth = [.. pairs.Where(pair => pair is { Candidate.IsFailed: true, Baseline.IsFailed: true })],
            Mended = [.. pairs.Where(pair => pair is { Baseline.IsFailed: true, Candidate.IsFailed: false })],
            Ambiguous = [.. pairing.Pairs.Where(pair => pair.IsAmbiguous)],
            Warnings = [.. ComparisonWarnings.Find(pairing, pairs)],
        };
    }

    /// <summary>
    /// The geometric mean of candidate ÷ baseline over all benchmarks with launches enough for a test, with its interval; null without
    /// any.
    /// </summary>
    public IntervalEstimate? GeometricMeanRatio => LogGeometricMean is { } mean ? IntervalEstimate.FromLogarithm(mean) : null;

    /// <summary>The methods that the candidate may have under another name.</summary>
    internal ImmutableArray<Rename> PossibleRenames => Rename.Find(Missing, Added);

    /// <summary>The logarithm of <see cref="GeometricMeanRatio"/>.</summary>
    internal Estimate? LogGeometricMean
    {
        get
        {
            Estimate[] ratios =
            [
                .. Judgements
                    .Where(judgement => judgement.Assessment is { IsTested: true, Noise: null })
                    .Select(judgement => judgement.Assessment.LogRatio!.Value),
            ];
            return ratios is [] ? null : Estimate.Combine(ratios.Select(ratio => (1.0 / ratios.Length, ratio)));
        }
    }

    /// <summary>
    /// The benchmarks whose share of outlier launches changed: p by Fisher's exact test, Benjamini–Hochberg over all, 0.05 at most.
    /// </summary>
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

    /// <summary>The benchmarks whose allocations should be judged, and cannot: one side does not know them.</summary>
    public ImmutableArray<Judgement> UnknownAllocations =>
        AllocationMargin is null
            ? []
            :
            [
                .. Judgements.Where(judgement =>
                    judgement.Assessment.Pair is not { Baseline.AllocatedBytesPerOp: not null, Candidate.AllocatedBytesPerOp: not null }
                ),
            ];

    /// <summary>The benchmarks that allocate more than the margin allows; empty without a margin.</summary>
    public ImmutableArray<Judgement> MoreAllocated =>
        AllocationMargin is null ? [] : [.. Judgements.Where(judgement => AllocationMargin.IsExceededBy(judgement.Assessment.Pair))];

    /// <summary>True where no benchmark is measured in either report that the other one has.</summary>
    public bool HasNothingInCommon =>
        Judgements.IsEmpty && Mended.IsEmpty && Ambiguous.IsEmpty && Failed.All(pair => pair.Baseline is null);

    /// <summary>Counts the benchmarks that have a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    public int Count(Verdict verdict) => Judgements.Count(judgement => judgement.Verdict == verdict);
}
