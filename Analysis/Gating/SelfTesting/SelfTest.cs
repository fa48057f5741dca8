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
/// <param name="Benchmarks">The same benchmarks of all runs together, in the order of names.</param>
/// <param name="Bands">Whether first-stage p-values are as small as often as they should be.</param>
/// <param name="Power">What would have been found, had the candidate been slower; by resampling the recorded pairs.</param>
internal sealed record SelfTest(
    ImmutableArray<GateResult> Results,
    ImmutableArray<SelfTestBenchmark> Benchmarks,
    ImmutableArray<PValueBand> Bands,
    PowerCurve Power
)
{
    /// <summary>Whether both sides are one program.</summary>
    public bool IsSelfComparison => Results[0].Run.Header.IsSelfComparison;

    /// <summary>Benchmarks of all runs.</summary>
    public int TotalJudgements => Benchmarks.Sum(benchmark => benchmark.Runs);

    /// <summary>Called slower; falsely, where the sides are alike.</summary>
    public int CalledSlower => Benchmarks.Sum(benchmark => benchmark.Slower);

    /// <summary>Called faster; falsely, where the sides are alike.</summary>
    public int CalledFaster => Benchmarks.Sum(benchmark => benchmark.Faster);

    /// <summary>The share of falsePositives is no larger than this, with 95 % confidence.</summary>
    public double LargestShareCalledSlower => ExactShare.UpperBound(CalledSlower, TotalJudgements);

    /// <summary>Runs with a red.</summary>
    public int RunsCalledSlower => Results.Count(result => result.Count(Verdict.Slower) > 0);

    /// <summary>Runs whose controls moved. Their benchmarks count among the others: what is called in them is false as well.</summary>
    public int InvalidRuns => Results.Count(result => !result.Validity.IsValid);

    /// <summary>Runs that exited with 0.</summary>
    public int CleanRuns =>
        Results.Count(result => GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false) == ExitCode.NothingSlower);

    /// <summary>Seconds of both stages of a run, on average.</summary>
    public double MeanRunSeconds => Results.Average(result => SumSeconds(result.Run));

    /// <param name="runs">Finished ones, at least one.</param>
    public static SelfTest FromRuns(IEnumerable<GateRun> runs)
    {
        ImmutableArray<GateResult> results = [.. runs.AsParallel().AsOrdered().Select(GateResult.FromRun)];
        ImmutableArray<SelfTestBenchmark> benchmarks =
        [
            .. results
                .SelectMany(result => result.Benchmarks)
                .GroupBy(benchmark => benchmark.Plan.Name)
                .OrderBy(benchmark => benchmark.Key, StringComparer.Ordinal)
                .Select(benchmark => SelfTestBenchmark.FromResults(benchmark.Key, [.. benchmark])),
        ];
        return new SelfTest(results, benchmarks, PValueBand.Compute(results), PowerCurve.Compute(results));
    }

    private static double SumSeconds(GateRun run) =>
        run.SelectLaunches(LaunchPhase.StageOne, LaunchPhase.StageTwo).Sum(launch => launch.Elapsed);
}

/// <summary>One benchmark in all runs.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Plan">How it was measured.</param>
/// <param name="Runs">In how many runs.</param>
/// <param name="Slower">Called slower.</param>
/// <param name="Faster">Called faster.</param>
/// <param name="Same">Called the same.</param>
/// <param name="Open">The tolerance was not excluded.</param>
/// <param name="EndedInStageOne">Needed no second stage.</param>
/// <param name="Spread">σ of a pair's log difference: the median of what the runs saw.</param>
/// <param name="LogRatio">θ̂, the median of the runs.</param>
internal sealed record SelfTestBenchmark(
    string Name,
    BenchmarkPlan Plan,
    int Runs,
    int Slower,
    int Faster,
    int Same,
    int Open,
    int EndedInStageOne,
    double Spread,
    double LogRatio
)
{
    public static SelfTestBenchmark FromResults(string name, ImmutableArray<BenchmarkResult> benchmarks) =>
        new(
            name,
            benchmarks[0].Plan,
            benchmarks.Length,
            benchmarks.Count(benchmark => benchmark.Judgement.Verdict == Verdict.Slower),
            benchmarks.Count(benchmark => benchmark.Judgement.Verdict == Verdict.Faster),
            benchmarks.Count(benchmark => benchmark.Judgement.Verdict == Verdict.Same),
            benchmarks.Count(benchmark => benchmark.Judgement.IsUndecided),
            benchmarks.Count(benchmark => benchmark.Judgement.Stage == 1),
            Median(benchmarks, estimate => estimate.Spread),
            Median(benchmarks, estimate => estimate.Value)
        );

    private static double Median(ImmutableArray<BenchmarkResult> benchmarks, Func<PairedEstimate, double> value) =>
        benchmarks.Select(benchmark => benchmark.Judgement.Assessment.Estimate).OfType<PairedEstimate>().Select(value).Median();
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

    public static ImmutableArray<PValueBand> Compute(ImmutableArray<GateResult> results)
    {
        PairedEstimate[] estimates =
        [
            .. results
                .SelectMany(result =>
                    GateStages
                        .SelectNotFailed(result.Run)
                        .Select(benchmark => GateStages.Assess(result.Run, benchmark, LaunchPhase.StageOne).Estimate)
                )
                .OfType<PairedEstimate>(),
        ];
        return estimates is []
            ? []
            :
            [
                .. Levels.Select(level => Compute(estimates, isSlower: true, level)),
                .. Levels.Select(level => Compute(estimates, isSlower: false, level)),
            ];
    }

    private static PValueBand Compute(PairedEstimate[] estimates, bool isSlower, double level)
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
