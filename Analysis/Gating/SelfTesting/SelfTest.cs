using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating.SelfTesting;

/// <summary>
/// What many gates of a program against its own copy say of the gate, where every call is a false one; or against a program that
/// is known to differ, where every call that is missing was missed.
/// </summary>
/// <param name="Results">One a finished run, in their order.</param>
/// <param name="Kinds">The same cells of all runs together, in the order of names.</param>
/// <param name="Bands">Whether first-stage p-values are as small as often as they should be.</param>
/// <param name="Power">What would have been found, had the candidate been slower; by resampling the recorded pairs.</param>
internal sealed record SelfTest(
    ImmutableArray<GateResult> Results,
    ImmutableArray<KindResult> Kinds,
    ImmutableArray<PValueBand> Bands,
    PowerCurve Power
)
{
    /// <summary>Whether both sides are one program.</summary>
    public bool IsOfAlikeSides => Results[0].Run.Header.IsOfAlikeSides;

    /// <summary>Benchmarks of all runs.</summary>
    public int Cells => Kinds.Sum(kind => kind.Cells);

    /// <summary>Called slower; falsely, where the sides are alike.</summary>
    public int Reds => Kinds.Sum(kind => kind.Slower);

    /// <summary>Called faster; falsely, where the sides are alike.</summary>
    public int CalledFaster => Kinds.Sum(kind => kind.Faster);

    /// <summary>The share of reds is no larger than this, with 95 % confidence.</summary>
    public double RedsAtMost => ExactShare.UpperBound(Reds, Cells);

    /// <summary>Runs with a red.</summary>
    public int RunsWithRed => Results.Count(result => result.Count(Verdict.Slower) > 0);

    /// <summary>Runs whose controls moved. Their cells count among the others: what is called in them is false as well.</summary>
    public int InvalidRuns => Results.Count(result => !result.Controls.IsValid);

    /// <summary>Runs that exited with 0.</summary>
    public int CleanRuns =>
        Results.Count(result => GateExitCode.Of(result, FailOn.Inconclusive, allowsMissing: false) == ExitCode.NothingSlower);

    /// <summary>Seconds of both stages of a run, on average.</summary>
    public double SecondsOfARun => Results.Average(result => Seconds(result.Run));

    /// <param name="runs">Finished ones, at least one.</param>
    public static SelfTest Of(IEnumerable<GateRun> runs)
    {
        ImmutableArray<GateResult> results = [.. runs.AsParallel().AsOrdered().Select(GateResult.Of)];
        ImmutableArray<KindResult> kinds =
        [
            .. results
                .SelectMany(result => result.Cells)
                .GroupBy(cell => cell.Plan.Cell)
                .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => KindResult.Of(kind.Key, [.. kind])),
        ];
        return new SelfTest(results, kinds, PValueBand.Of(results), PowerCurve.Of(results));
    }

    private static double Seconds(GateRun run) => run.Of(LaunchPhase.StageOne, LaunchPhase.StageTwo).Sum(launch => launch.Elapsed);
}

/// <summary>One benchmark in all runs.</summary>
/// <param name="Cell">Full name.</param>
/// <param name="Plan">How it was measured.</param>
/// <param name="Cells">In how many runs.</param>
/// <param name="Slower">Called slower.</param>
/// <param name="Faster">Called faster.</param>
/// <param name="Same">Called the same.</param>
/// <param name="Open">The tolerance was not excluded.</param>
/// <param name="EndedInStageOne">Needed no second stage.</param>
/// <param name="Spread">σ of a pair's log difference: the median of what the runs saw.</param>
/// <param name="LogRatio">θ̂, the median of the runs.</param>
internal sealed record KindResult(
    string Cell,
    CellPlan Plan,
    int Cells,
    int Slower,
    int Faster,
    int Same,
    int Open,
    int EndedInStageOne,
    double Spread,
    double LogRatio
)
{
    public static KindResult Of(string name, ImmutableArray<CellResult> cells) =>
        new(
            name,
            cells[0].Plan,
            cells.Length,
            cells.Count(cell => cell.Judgement.Verdict == Verdict.Slower),
            cells.Count(cell => cell.Judgement.Verdict == Verdict.Faster),
            cells.Count(cell => cell.Judgement.Verdict == Verdict.Same),
            cells.Count(cell => cell.Judgement.IsUndecided),
            cells.Count(cell => cell.Judgement.Stage == 1),
            Median(cells, estimate => estimate.Spread),
            Median(cells, estimate => estimate.Value)
        );

    private static double Median(ImmutableArray<CellResult> cells, Func<PairedEstimate, double> value) =>
        cells.Select(cell => cell.Judgement.Assessment.Estimate).OfType<PairedEstimate>().Select(value).Median();
}

/// <summary>
/// How often first-stage p-values are at most a level. Exchangeable sides give the level itself: more of them is a bias that
/// a second stage would only confirm.
/// </summary>
/// <param name="IsSlower">p of "slower", or of "faster".</param>
/// <param name="Level">Nominal.</param>
/// <param name="Share">The probability itself: p of few pairs takes few values, so it lies below the level.</param>
/// <param name="Count">How many p-values were that small.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Least">Fewer would be seen with 2.5 % at most.</param>
/// <param name="Most">More would be seen with 2.5 % at most.</param>
internal sealed record PValueBand(bool IsSlower, double Level, double Share, int Count, int Total, int Least, int Most)
{
    private static readonly ImmutableArray<double> Levels = [0.05, 0.10, 0.20];

    /// <summary>Whether the count is inside the band.</summary>
    public bool IsInside => Count >= Least && Count <= Most;

    public static ImmutableArray<PValueBand> Of(ImmutableArray<GateResult> results)
    {
        PairedEstimate[] estimates =
        [
            .. results
                .SelectMany(result =>
                    GateStages.NotFailed(result.Run).Select(cell => GateStages.Assess(result.Run, cell, LaunchPhase.StageOne).Estimate)
                )
                .OfType<PairedEstimate>(),
        ];
        return estimates is []
            ? []
            :
            [
                .. Levels.Select(level => Of(estimates, isSlower: true, level)),
                .. Levels.Select(level => Of(estimates, isSlower: false, level)),
            ];
    }

    private static PValueBand Of(PairedEstimate[] estimates, bool isSlower, double level)
    {
        double share = estimates.Average(estimate =>
            SignedRank.CriticalSum(estimate.Pairs, level) is { } sum ? SignedRank.UpperTail(estimate.Pairs, sum) : 0
        );
        (int least, int most) = ExactShare.BinomialBand(estimates.Length, share);
        return new PValueBand(
            isSlower,
            level,
            share,
            estimates.Count(estimate => (isSlower ? estimate.PSlower : estimate.PFaster) <= level),
            estimates.Length,
            least,
            most
        );
    }
}
