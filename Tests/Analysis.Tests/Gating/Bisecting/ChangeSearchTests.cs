using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Pairs;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Tests.Gating.Bisecting;

/// <summary>The probability of each commit, and the choice of the next pair.</summary>
public sealed class ChangeSearchTests
{
    private static readonly EffectGrid Grid = EffectGrid.FromEnds(
        new PairedEstimate(Value: 0.05, Lower: 0.04, Upper: 0.06, PSlower: 0.001, PFaster: 1, Pairs: 12, Spread: 0.01)
    );

    private static readonly HashSet<int> None = [];

    [Fact]
    public void Create_NothingMeasured_EveryCommitIsEquallyLikelyAndTheMiddleIsNext()
    {
        ChangeSearch search = ChangeSearch.Create(8, Grid);

        Assert.All(search.Probabilities, probability => Assert.Equal(1.0 / 8, probability, 1e-12));
        Assert.Equal(4, search.ChooseNext(None, 0));
    }

    // Two equal pairs say more than one, and a sum stays 1.
    [Fact]
    public void AddPairs_AFastAndASlowCommit_LeaveWhatIsBetween()
    {
        ChangeSearch search = ChangeSearch.Create(8, Grid).AddPairs(3, 0.0, 0.001, -0.002).AddPairs(6, 0.05, 0.049, 0.052);

        Assert.Equal(1, search.Probabilities.Sum(), 1e-9);
        CommitRange range = search.FindRange(0.95);
        Assert.Equal((4, 6), (range.First, range.Last));
        Assert.Equal(search.Probabilities[3], search.Probabilities[5], 1e-9);
    }

    // A single pair that is far off decides nothing that ten others say.
    [Fact]
    public void AddPairs_OneDisturbedPair_DoesNotDecide()
    {
        ChangeSearch clean = ChangeSearch.Create(8, Grid).AddPairs(4, [.. Enumerable.Repeat(0.0, 5)]);
        ChangeSearch disturbed = clean.AddPairs(4, 0.8);

        Assert.True(clean.Probabilities.Skip(4).Sum() > 0.99);
        Assert.True(disturbed.Probabilities.Skip(4).Sum() > 0.98);
    }

    // A build that is slower by one SD of builds repeats that in all of its pairs: it costs ½, however many. For pairs alone it would
    // be 34.
    [Fact]
    public void ComputeUnchanged_ManyPairsOfOneBuildAreOff_CostsNoMoreThanTheBuild()
    {
        double exact = Compute(0);
        double shifted = Compute(EffectGrid.BuildSpread);

        Assert.InRange(exact - shifted, 0.3, 0.7);

        static double Compute(double logRatio) =>
            Enumerable
                .Repeat(logRatio, 60)
                .Aggregate(CommitEvidence.Create(Grid), (evidence, pair) => evidence.Add(pair))
                .ComputeUnchanged(effect: 16, spread: 0);
    }

    [Fact]
    public void Skip_CommitsThatCannotBeMeasured_AreOneRangeWithTheNext()
    {
        ChangeSearch search = ChangeSearch.Create(8, Grid).AddPairs(3, 0, 0, 0, 0).AddPairs(6, 0.05, 0.05, 0.05, 0.05).Skip(4).Skip(5);
        CommitRange range = search.FindRange(0.95);

        Assert.Equal((4, 6, true), (range.First, range.Last, search.IsSmallest(range)));
        Assert.Null(search.AddAlike(0, 3).AddAlike(6, 8).ChooseNext(None, 0));
    }

    [Fact]
    public void AddAlike_TheSameCode_RulesOutWhatLiesBetween()
    {
        ChangeSearch search = ChangeSearch.Create(6, Grid).AddAlike(4, 0);

        Assert.Equal([0, 0, 0, 0, 0.5, 0.5], search.Probabilities.Select(probability => Math.Round(probability, 9)));
        Assert.Equal(5, search.ChooseNext(None, 0));
    }

    [Fact]
    public void ChooseNext_ABuiltCommitTellsNearlyAsMuch_SavesTheBuild()
    {
        ChangeSearch search = ChangeSearch.Create(8, Grid).AddPairs(4, 0.02);

        Assert.NotEqual(3, search.ChooseNext(None, 0));
        Assert.Equal(3, search.ChooseNext(new HashSet<int> { 3 }, 5));
    }

    /// <summary>A probability is a promise: of commits found with 95 % or more at least as many are right.</summary>
    [Fact]
    public void FindRange_ManySearches_AreRightAsOftenAsTheySay()
    {
        Random random = new(7);
        int right = 0;
        const int Searches = 120;
        for (int i = 0; i < Searches; i++)
        {
            int planted = random.Next(1, 16);
            (BisectRun run, _) = SimulatedBisection.Run(
                15,
                commit => Normal.Sample(random, commit >= planted ? 0.05 : 0, 0.015),
                probability: 0.9
            );
            right += run.Range?.First <= planted && planted <= run.Range.Last ? 1 : 0;
        }

        // P(fewer than 100 of 120 | 0.9) is 0.9 %.
        Assert.InRange(right, 100, Searches);
    }
}
