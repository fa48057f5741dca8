using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

public class JudgeTests
{
    private static readonly JudgingRules Rules = JudgingRules.Default;

    [Theory]
    [InlineData(5, 1.10, "Slower", "None")]
    [InlineData(5, 0.90, "Faster", "None")]
    [InlineData(5, 1.00, "Same", "None")]
    [InlineData(5, 1.01, "Same", "None")]
    [InlineData(5, 1.019, "Inconclusive", "None")]
    [InlineData(4, 1.10, "Inconclusive", "Slower")]
    [InlineData(3, 0.90, "Inconclusive", "Faster")]
    [InlineData(4, 1.00, "Same", "None")]
    [InlineData(2, 1.10, "Inconclusive", "Slower")]
    [InlineData(1, 1.10, "Inconclusive", "Slower")]
    [InlineData(1, 1.04, "Inconclusive", "None")]
    public void Decide_LaunchesAndRatio_GiveTheVerdict(int launches, double ratio, string verdict, string suspicion)
    {
        Judgement judgement = Decide(TestReport.Around(100, launches), TestReport.Around(100 * ratio, launches));

        Assert.Equal(verdict, judgement.Verdict.ToString());
        Assert.Equal(suspicion, judgement.Unconfirmed.ToString());
    }

    [Fact]
    public void Decide_SlowLaunchesOfTen_AreExcludedAndDoNotHideTheChange()
    {
        double[][] baseline = TestReport.Around(100, 10);
        double[][] candidate = [.. TestReport.Around(110, 9), [200, 200, 200]];

        Judgement judgement = Decide(baseline, candidate);

        Assert.Equal(Verdict.Slower, judgement.Verdict);
        Assert.Equal(1, judgement.Assessment.Candidate.Excluded);
        Assert.Equal(1.1, Math.Exp(judgement.Assessment.LogRatio!.Value.Value), 2);
    }

    [Fact]
    public void Decide_ThreeOfSevenLaunchesBad_IsUnstable() =>
        Assert.Equal(
            InconclusiveReason.Unstable,
            Decide(TestReport.Around(100, 7), [.. TestReport.Around(100, 4), [200], [210], [220]]).Assessment.Reason
        );

    [Fact]
    public void Decide_HalfOfTheLaunchesBad_IsNeverAVerdict() =>
        Assert.Equal(Verdict.Inconclusive, Decide(TestReport.Around(100, 6), [.. TestReport.Around(100, 3), [200], [210], [220]]).Verdict);

    // The mean of equal numbers rounds for some of them and some counts.
    [Property(MaxTest = 300)]
    public bool Decide_CopiesOfOneLaunchOnBothSides_IsNoEvidence(ushort baseline, ushort candidate, byte launches)
    {
        int count = 3 + (launches % 18);
        Judgement judgement = Decide(
            TestReport.Around(1 + (baseline / 7.0), count, spread: 0),
            TestReport.Around(1 + (candidate / 7.0), count, spread: 0)
        );

        return judgement.Verdict == (baseline == candidate ? Verdict.Same : Verdict.Inconclusive);
    }

    [Fact]
    public void Decide_CopiesOfOneLaunch_SaysSo()
    {
        Judgement judgement = Decide(TestReport.Around(109, 6, spread: 0), TestReport.Around(150, 6, spread: 0));

        Assert.Equal(Verdict.Inconclusive, judgement.Verdict);
        Assert.Equal(InconclusiveReason.NoSpread, judgement.Assessment.Reason);
    }

    // SE = 0.01, ν = 8, m = 1: t₀.₉₇₅,₈ = 2.306004, max(ln 1.02, 2.306·0.01) = 0.02306, + 0.02306 = 0.04612, exp − 1 = 4.72 %.
    [Fact]
    public void MinimumDetectableEffect_HandComputed_IsTheFormula() =>
        Assert.Equal(Math.Exp(2 * 0.02306004) - 1, Judge.ComputeMinimumDetectableEffect(new Estimate(0, 0.0001, 8), tests: 1, Rules), 6);

    // Four launches a side, s² = 0.002/3 on both: six degrees, t₀.₉₇₅ = 2.447.
    [Theory]
    [InlineData(2.5, "Slower")]
    [InlineData(2.4, "None")]
    public void Decide_OneSidedPOf25PerMille_IsWhereSuspicionBegins(double t, string suspicion)
    {
        double[] logs = [-0.03, -0.01, 0.01, 0.03];
        double standardError = Math.Sqrt(2 * (0.002 / 3) / 4);
        double[][] Launches(double shift) => [.. logs.Select(log => new[] { Math.Exp(log + shift) })];

        Assert.Equal(suspicion, Decide(Launches(0), Launches(t * standardError)).Unconfirmed.ToString());
    }

    [Fact]
    public void Decide_FourLaunches_PromiseNoDetection()
    {
        Assert.Null(Decide(TestReport.Around(100, 4), TestReport.Around(100, 5)).MinimumDetectableEffect);
        Assert.NotNull(Decide(TestReport.Around(100, 5), TestReport.Around(100, 5)).MinimumDetectableEffect);
    }

    // One launch a side: 6 % slower, but the iterations leave 1 % open.
    [Fact]
    public void Decide_OneLaunchWhoseIterationsReachTheMargin_IsNotSuspected() =>
        Assert.Equal(
            UnconfirmedChange.None,
            Decide(
                [
                    [100, 104, 108],
                ],
                [
                    [106, 110.2, 114.5],
                ]
            ).Unconfirmed
        );

    // M = 0.01: a launch at 0.1199 above its side stays, one at 0.1201 goes.
    [Theory]
    [InlineData(0.1199, 0)]
    [InlineData(0.1201, 1)]
    public void Exclude_TwelveTypicalDeviations_AreTheLimit(double residual, int expected) =>
        Assert.Equal(expected, OutlierLaunches.Exclude([-0.01, -0.01, 0, 0.01, residual], [-0.01, 0, 0.01])[0].Excluded);

    [Fact]
    public void Quantile_FarBeyondTheLibrary_IsInfiniteAndNoCrash() =>
        Assert.Equal(double.PositiveInfinity, new Estimate(0, 1, 1.5).ComputeQuantile(1 - 1e-9));

    [Fact]
    public void Decide_ManyBenchmarks_NeedsMoreOfEach()
    {
        // p of about 0.01: enough alone, not as one of fifty that show nothing.
        double[][] baseline = TestReport.Around(100, 5, spread: 0.02);
        double[][] candidate = TestReport.Around(107, 5, spread: 0.02);
        Pair lone = PairOf("Changed", baseline, candidate);
        Pair[] others =
        [
            .. Enumerable.Range(0, 49).Select(i => PairOf($"Still{i:00}", baseline, TestReport.Around(100.1, 5, spread: 0.02))),
        ];

        Assert.Equal(Verdict.Slower, Judge.Decide([lone], Rules)[0].Verdict);
        Judgement among = Judge.Decide([lone, .. others], Rules)[0];
        Assert.Equal(Verdict.Inconclusive, among.Verdict);
        Assert.Equal(UnconfirmedChange.Slower, among.Unconfirmed);
    }

    [Property(MaxTest = 300)]
    public bool Decide_SidesSwapped_IsTheOpposite(ushort[] baseline, ushort[] candidate)
    {
        (double[][] a, double[][] b) = (Launches(baseline), Launches(candidate));
        Judgement forward = Decide(a, b);
        Judgement backward = Decide(b, a);

        return backward.Verdict == Opposite(forward.Verdict)
            && Math.Abs((forward.Assessment.LogRatio?.Value ?? 0) + (backward.Assessment.LogRatio?.Value ?? 0)) < 1e-9;
    }

    [Property(MaxTest = 300)]
    public bool Decide_BothSidesScaled_IsTheSame(ushort[] baseline, ushort[] candidate, byte scale)
    {
        (double[][] a, double[][] b) = (Launches(baseline), Launches(candidate));
        Judgement once = Decide(a, b);
        Judgement scaled = Decide(Scale(a, scale + 1), Scale(b, scale + 1));

        return once.Verdict == scaled.Verdict && once.Unconfirmed == scaled.Unconfirmed;
    }

    [Property(MaxTest = 300)]
    public bool Decide_SidesIdentical_IsNeverAChange(ushort[] launches)
    {
        Judgement judgement = Decide(Launches(launches), Launches(launches));

        return judgement.Verdict is Verdict.Same or Verdict.Inconclusive && judgement.Unconfirmed == UnconfirmedChange.None;
    }

    private static double[][] Scale(double[][] launches, double scale) =>
        [.. launches.Select(launch => launch.Select(value => value * scale).ToArray())];

    // One to twenty launches of three iterations each, between 1 and 2 µs.
    private static double[][] Launches(ushort[] seeds) =>
        [
            .. (seeds is [] ? [(ushort)1] : seeds)
                .Take(20)
                .Select(seed => new[] { 1000 + (seed / 65.536), 1000 + (seed % 1000), 1000 + (seed % 777) }),
        ];

    private static Verdict Opposite(Verdict verdict) =>
        verdict switch
        {
            Verdict.Slower => Verdict.Faster,
            Verdict.Faster => Verdict.Slower,

            // (−δ, δ) is symmetric in the logarithm.
            _ => verdict,
        };

    private static Judgement Decide(double[][] baseline, double[][] candidate) =>
        Judge.Decide([PairOf("Run", baseline, candidate)], Rules)[0];

    private static Pair PairOf(string name, double[][] baseline, double[][] candidate)
    {
        BenchmarkKey key = new(name, JobId.Default);
        return new Pair(key, BenchmarkOf(key, baseline), BenchmarkOf(key, candidate));
    }

    private static Benchmark BenchmarkOf(BenchmarkKey key, double[][] launches) =>
        new(
            key,
            "Suite",
            "Work",
            key.FullName,
            MeasurementKind.Raw,
            [.. launches.Select(launch => new Launch([.. launch], launch.Length))],
            null,
            []
        );
}
