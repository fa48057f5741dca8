using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>
/// Compares independent launches of two sides: Student's t on the logarithm of one number a launch, outlier launches excluded,
/// Benjamini–Hochberg over all benchmarks. The variance is moderated over the suite; of a few benchmarks it is Welch's. Interval,
/// estimate and p come from one procedure and cannot disagree.
/// </summary>
internal static class Judge
{
    /// <param name="pairs">Those that both sides measured are judged; the others are left to the caller.</param>
    /// <param name="rules">The margin and the tolerance.</param>
    public static ImmutableArray<Judgement> Decide(IEnumerable<Pair> pairs, JudgingRules rules)
    {
        Pair[] comparable = [.. pairs.Where(pair => pair.IsComparable)];
        SuiteNoise? suite = SuiteNoise.Find(comparable.Where(pair => !HasFewLaunches(pair)));
        FewLaunches few = FewLaunches.Learn([.. comparable.Where(HasFewLaunches).Where(AreMeasurable)], rules.Noise);
        ImmutableArray<Assessment> assessments =
        [
            .. comparable
                .AsParallel()
                .AsOrdered()
                .Select(pair => HasFewLaunches(pair) ? AssessFewLaunches(pair, few) : Assess(pair, suite)),
        ];
        Assessment[] tested = [.. assessments.Where(assessment => assessment.IsTested)];
        double[] adjusted = BenjaminiHochberg.Adjust([.. tested.Select(assessment => assessment.PValue)]);
        Dictionary<BenchmarkKey, double> adjustedByKey = tested
            .Zip(adjusted)
            .ToDictionary(pair => pair.First.Pair.Key, pair => pair.Second);
        return
        [
            .. assessments
                .AsParallel()
                .AsOrdered()
                .Select(assessment =>
                    adjustedByKey.TryGetValue(assessment.Pair.Key, out double p)
                        ? DecideTested(assessment, p, tested.Length, rules)
                        : DecideUntested(assessment, rules)
                )
                .Select(judgement => rules.JudgesTimes ? judgement : judgement.ToShown()),
        ];
    }

    private static Assessment Assess(Pair pair, SuiteNoise? suite)
    {
        double[][] logs = LaunchSummaries.ComputeLogMedians(pair);
        Side[] sides = OutlierLaunches.Exclude(suite?.ComputeOutlierLimit(logs) ?? OutlierLaunches.ComputeLimit(logs), logs);
        Estimate? own = ComputeLogRatio(sides[0].Kept, sides[1].Kept);
        return new Assessment(
            pair,
            sides[0],
            sides[1],
            suite?.Moderate(sides[0], sides[1]) ?? own,
            FindReason(pair, sides[0], sides[1], own, suite is null ? JudgingRules.FewestLaunches : JudgingRules.FewestModerated),
            ComputeTypical(sides[0].Kept),
            ComputeTypical(sides[1].Kept)
        )
        {
            Basis = suite is null ? NoiseBasis.Launches : NoiseBasis.LaunchesAndSuite,
            OutlierPValue =
                suite is null || own is null ? 0 : suite.Outliers.ComputePValue(own.Value.Value, logs[0].Length, logs[1].Length),
        };
    }

    /// <summary>
    /// The smallest ρ − 1 found with at least 95 %, given the spread seen: it must reach both the margin and
    /// significance among m, as the first of them (α* = 0.05 ÷ 2m, one-sided), and lie a half interval above.
    /// </summary>
    public static double ComputeMinimumDetectableEffect(Estimate logRatio, int tests, JudgingRules rules) =>
        ComputeMinimumDetectableEffectAt(JudgingRules.FalseDiscoveryRate / (2 * tests), logRatio, rules);

    /// <summary>The same for a benchmark whose noise other measurements tell.</summary>
    public static double ComputeMinimumDetectableEffect(RatioNoise noise, int tests, JudgingRules rules)
    {
        double reserve = noise.Ratio.ComputeQuantile(1 - Estimate.OneSidedLevel) * noise.Ratio.StandardError;
        return Math.Exp(Math.Max(rules.LogMargin, noise.FindLimit(JudgingRules.FalseDiscoveryRate / tests)) + reserve) - 1;
    }

    /// <summary>The same for any test that calls at this one-sided level.</summary>
    public static double ComputeMinimumDetectableEffectAt(double level, Estimate logRatio, JudgingRules rules)
    {
        if (logRatio.Variance == 0)
        {
            return rules.Margin;
        }

        double critical = logRatio.ComputeQuantile(1 - level) * logRatio.StandardError;
        double reserve = logRatio.ComputeQuantile(1 - Estimate.OneSidedLevel) * logRatio.StandardError;
        return Math.Exp(Math.Max(rules.LogMargin, critical) + reserve) - 1;
    }

    // One launch has no spread. Other measurements tell it where there are enough; the iterations agree better than launches do, so that
    // their interval is a hint and no verdict.
    private static Assessment AssessFewLaunches(Pair pair, FewLaunches few)
    {
        Side[] sides = [.. LaunchSummaries.ComputeLogMedians(pair).Select(logs => new Side(logs, Excluded: 0))];
        RatioNoise? noise = AreMeasurable(pair) ? few.Judge(pair.Key) : null;
        return new Assessment(
            pair,
            sides[0],
            sides[1],
            noise?.Ratio ?? EstimateWithinLaunches(pair, sides),
            noise is not null ? InconclusiveReason.None
                : IsMeasurable(pair) ? InconclusiveReason.TooFewLaunches
                : InconclusiveReason.NoMeasurableTime,
            ComputeTypical(sides[0].Kept),
            ComputeTypical(sides[1].Kept)
        )
        {
            Basis = noise switch
            {
                SuiteRatio => NoiseBasis.Suite,
                ProfiledRatio => NoiseBasis.Profile,
                _ => NoiseBasis.Iterations,
            },
            Noise = noise,
        };
    }

    private static bool HasFewLaunches(Pair pair) =>
        Math.Min(pair.Baseline!.Launches.Length, pair.Candidate!.Launches.Length) < JudgingRules.FewestLaunches;

    private static Estimate? EstimateWithinLaunches(Pair pair, Side[] sides) =>
        EstimateWithinLaunches(pair.Candidate!.Launches, sides[1]) is { } own
        && EstimateWithinLaunches(pair.Baseline!.Launches, sides[0]) is { } reference
            ? own.Minus(reference)
            : null;

    // The centre is the printed time, the width comes from the iterations: a median's variance is π/2 times a mean's.
    private static Estimate? EstimateWithinLaunches(ImmutableArray<Launch> launches, Side side)
    {
        // A mean without iterations: the standard error is the most that it can be, so that no number of iterations makes it wider.
        if (launches is [{ RelativeStandardError: > 0 and var error }])
        {
            return new Estimate(side.Kept[0], error * error, double.PositiveInfinity);
        }

        double[] iterations = [.. launches.SelectMany(launch => launch.NanosecondsPerOp).Select(nanoseconds => Math.Log(nanoseconds))];
        return iterations.Length < 2 ? null
            : Estimate.FromValues(iterations) is var mean
                ? mean with
                {
                    Value = side.Kept.Average(),
                    Variance = mean.Variance * Math.PI / 2,
                }
            : null;
    }

    private static bool AreMeasurable(Pair pair) => pair.Baseline!.HasMeasurableTime && pair.Candidate!.HasMeasurableTime;

    private static bool IsMeasurable(Pair pair) => pair.Baseline!.HasMeasurableTime || pair.Candidate!.HasMeasurableTime;

    private static InconclusiveReason FindReason(Pair pair, Side baseline, Side candidate, Estimate? logRatio, int fewestKept) =>
        !IsMeasurable(pair) ? InconclusiveReason.NoMeasurableTime
        : baseline.IsUnstable(fewestKept) || candidate.IsUnstable(fewestKept) ? InconclusiveReason.Unstable
        : logRatio is { Variance: 0, Value: not 0 } ? InconclusiveReason.NoSpread
        : InconclusiveReason.None;

    private static Estimate? ComputeLogRatio(double[] baseline, double[] candidate) =>
        baseline.Length < 2 || candidate.Length < 2 ? null : Estimate.FromValues(candidate).Minus(Estimate.FromValues(baseline));

    // The geometric mean: candidate ÷ baseline is then exactly the ratio printed.
    private static double ComputeTypical(double[] logarithms) => Math.Exp(logarithms.Average());

    private static Judgement DecideTested(Assessment assessment, double adjusted, int tests, JudgingRules rules)
    {
        Estimate ratio = assessment.LogRatio!.Value;
        bool canConfirm = CanConfirm(assessment, tests);
        Verdict chosen = VerdictRules.Choose(ratio, adjusted, canConfirm, rules);

        // A launch at half speed hides a change as well as it makes one, so few launches never show that nothing has changed.
        Verdict verdict = chosen == Verdict.Same && assessment.Noise is not null ? Verdict.Inconclusive : chosen;

        // Half the two-sided p is the one-sided p in the direction seen.
        bool isSeen = ratio.PValue / 2 <= Estimate.OneSidedLevel && Math.Abs(ratio.Value) >= rules.LogMargin;
        UnconfirmedChange unconfirmed = verdict == Verdict.Inconclusive && isSeen ? FindDirection(ratio) : UnconfirmedChange.None;
        double? minimumEffect =
            canConfirm && ComputeMinimumDetectableEffect(assessment, tests, rules) is var effect && double.IsFinite(effect) ? effect : null;
        return new Judgement(assessment, verdict, unconfirmed, ratio.Upper < rules.LogTolerance, adjusted, minimumEffect)
        {
            IsAboveLimit = verdict == Verdict.Inconclusive && IsAboveLimit(assessment, rules),
        };
    }

    private static double ComputeMinimumDetectableEffect(Assessment assessment, int tests, JudgingRules rules) =>
        assessment.Noise is { } noise
            ? ComputeMinimumDetectableEffect(noise, tests, rules)
            : ComputeMinimumDetectableEffect(assessment.LogRatio!.Value, tests, rules);

    // A ratio as large as noise has made others may be noise.
    private static bool IsAboveLimit(Assessment assessment, JudgingRules rules)
    {
        double ratio = assessment.CandidateNanoseconds / assessment.BaselineNanoseconds;
        return ratio > rules.FailAbove
            && assessment.CandidateNanoseconds - assessment.BaselineNanoseconds > JudgingRules.SmallestFailingNanoseconds
            && !(assessment.Noise is { } noise && Math.Log(ratio) <= noise.Highest);
    }

    private static bool CanConfirm(Assessment assessment, int tests) =>
        assessment.Basis switch
        {
            NoiseBasis.Launches => Math.Min(assessment.Baseline.Launches, assessment.Candidate.Launches) >= JudgingRules.FewestToConfirm,
            NoiseBasis.LaunchesAndSuite => assessment.OutlierPValue * tests <= JudgingRules.OutlierErrorRate,
            NoiseBasis.Suite or NoiseBasis.Profile => true,
            NoiseBasis.Iterations => false,
            _ => throw new UnreachableException(),
        };

    private static Judgement DecideUntested(Assessment assessment, JudgingRules rules)
    {
        bool isSeen =
            assessment is { Reason: InconclusiveReason.TooFewLaunches, LogRatio: { } ratio }
            && (ratio.Lower > rules.LogMargin || ratio.Upper < -rules.LogMargin)
            && Math.Abs(ratio.Value) > rules.LogTolerance;
        return new Judgement(
            assessment,
            Verdict.Inconclusive,
            isSeen ? FindDirection(assessment.LogRatio!.Value) : UnconfirmedChange.None,
            isWithinTolerance: assessment.Reason == InconclusiveReason.NoMeasurableTime,
            adjustedPValue: null,
            minimumDetectableEffect: null
        )
        {
            IsAboveLimit = IsAboveLimit(assessment, rules),
        };
    }

    private static UnconfirmedChange FindDirection(Estimate ratio) => ratio.Value > 0 ? UnconfirmedChange.Slower : UnconfirmedChange.Faster;
}
