using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

public class FewLaunchesTests
{
    private const double Noise = 0.02;

    [Fact]
    public void Decide_OneLaunchInALargeSuite_CallsAChangeBeyondHalfSpeed()
    {
        Judgement changed = Judge.Decide(new SimulatedLaunches(1, Noise, badShare: 0, seed: 1).Suite(100, ratio: 3), JudgingRules.Default)[
            0
        ];

        Assert.Equal((Verdict.Slower, NoiseBasis.Suite), (changed.Verdict, changed.Basis));
    }

    [Fact]
    public void Decide_OneLaunchInALargeSuite_LeavesWhatAnOutlierLaunchMakesUnconfirmed()
    {
        Judgement changed = Judge.Decide(
            new SimulatedLaunches(1, Noise, badShare: 0, seed: 1).Suite(100, ratio: 1.5),
            JudgingRules.Default
        )[0];

        Assert.Equal((Verdict.Inconclusive, UnconfirmedChange.Slower), (changed.Verdict, changed.Unconfirmed));
        Assert.InRange(changed.MinimumDetectableEffect!.Value, 1, 2);
    }

    [Fact]
    public void Decide_OneLaunchInASmallSuite_RestsOnIterationsAndCallsNothing()
    {
        Judgement changed = Judge.Decide(new SimulatedLaunches(1, Noise, badShare: 0, seed: 1).Suite(10, ratio: 3), JudgingRules.Default)[
            0
        ];

        Assert.Equal((Verdict.Inconclusive, NoiseBasis.Iterations), (changed.Verdict, changed.Basis));
        Assert.Equal(InconclusiveReason.TooFewLaunches, changed.Reason);
        Assert.True(changed.IsAboveLimit);
    }

    [Fact]
    public void Decide_OneLaunch_NeverShowsThatNothingHasChanged() =>
        Assert.All(
            Judge.Decide(new SimulatedLaunches(1, 0.0001, badShare: 0, seed: 1).Suite(100, ratio: 1), JudgingRules.Default),
            judgement => Assert.NotEqual(Verdict.Same, judgement.Verdict)
        );

    [Fact]
    public void Decide_ThreeLaunchesInALargeSuite_ConfirmATenth()
    {
        Judgement changed = Judge.Decide(new SimulatedLaunches(3, Noise, badShare: 0, seed: 1).Suite(50, ratio: 1.1), JudgingRules.Default)[
            0
        ];

        Assert.Equal((Verdict.Slower, NoiseBasis.LaunchesAndSuite), (changed.Verdict, changed.Basis));
    }

    [Fact]
    public void Decide_AllThreeLaunchesOfASideAtHalfSpeed_IsNoChangeInASuiteThatHasSuchLaunches()
    {
        // A third of all launches run 1.8 times as long: of three, all do so once in 27 times.
        ImmutableArray<Pair> suite = new SimulatedLaunches(3, Noise, badShare: 0.33, seed: 2).Suite(100, ratio: 1.8);

        Assert.NotEqual(Verdict.Slower, Judge.Decide(suite, JudgingRules.Default)[0].Verdict);
    }

    [Fact]
    public void Decide_SideBySuite_SwappedIsTheOpposite()
    {
        ImmutableArray<Pair> suite = new SimulatedLaunches(1, Noise, badShare: 0, seed: 3).Suite(100, ratio: 4);
        Judgement swapped = Judge.Decide(suite.Select(pair => new Pair(pair.Key, pair.Candidate, pair.Baseline)), JudgingRules.Default)[0];

        Assert.Equal(Verdict.Faster, swapped.Verdict);
    }
}
