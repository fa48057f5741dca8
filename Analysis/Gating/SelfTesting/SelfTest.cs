using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating.SelfTesting;

/// <summary>
/// The results of many gates. Where both sides are one program, every call is false; where the candidate is known to differ, every
/// missing call is a miss.
/// </summary>
/// <param name="Results">One for each finished run, in order.</param>
/// <param name="Benchmarks">The same benchmarks of all runs together, in the order of names.</param>
/// <param name="Bands">The tests of whether first-stage p-values are small as often as they should be.</param>
/// <param name="Power">The share of added slow-downs that gates find, by resampling the recorded pairs.</param>
internal sealed record SelfTest(
    ImmutableArray<GateResult> Results,
    ImmutableArray<SelfTestBenchmark> Benchmarks,
    ImmutableArray<PValueBand> Bands,
    PowerCurve Power
)
{
    /// <summary>True where both sides are one program.</summary>
    public bool IsSelfComparison => Results[0].Run.Header.IsSelfComparison;

    /// <summary>The number of judgements: the benchmarks of all runs.</summary>
    public int TotalJudgements => Benchmarks.Sum(benchmark => benchmark.Runs);

    /// <summary>The benchmarks that are called slower; falsely, where both sides are one program.</summary>
    public int CalledSlower => Benchmarks.Sum(benchmark => benchmark.Slower);

    /// <summary>The benchmarks that are called faster; falsely, where both sides are one program.</summary>
    public int CalledFaster => Benchmarks.Sum(benchmark => benchmark.Faster);

    /// <summary>The 95 % upper bound of the share of benchmarks that are called slower.</summary>
    public double LargestShareCalledSlower => ExactShare.UpperBound(CalledSlower, TotalJudgements);

    /// <summary>The number of runs that call a benchmark slower.</summary>
    public int RunsCalledSlower => Results.Count(result => result.Count(Verdict.Slower) > 0);

    /// <summary>The number of invalid runs. Their benchmarks count among the others, because their calls are false as well.</summary>
    public int InvalidRuns => Results.Count(result => !result.Validity.IsValid);

    /// <summary>The number of runs with exit code 0.</summary>
    public int CleanRuns =>
        Results.Count(result => GateExitCode.Choose(result, FailOn.Inconclusive, allowsMissing: false) == ExitCode.NothingSlower);

    /// <summary>Seconds of both stages of a run, on average.</summary>
    public double MeanRunSeconds => Results.Average(result => SumSeconds(result.Run));

    /// <param name="runs">Finished ones, at least one.</param>
    /// <param name="cancellation">Ends it.</param>
    public static SelfTest FromRuns(IEnumerable<GateRun> runs, CancellationToken cancellation = default)
    {
        ImmutableArray<GateResult> results = [.. runs.AsParallel().AsOrdered().WithCancellation(cancellation).Select(GateResult.FromRun)];
        ImmutableArray<SelfTestBenchmark> benchmarks =
        [
            .. results
                .SelectMany(result => result.Benchmarks)
                .GroupBy(benchmark => benchmark.Plan.Name)
                .OrderBy(benchmark => benchmark.Key, StringComparer.Ordinal)
                .Select(benchmark => SelfTestBenchmark.FromResults(benchmark.Key, [.. benchmark])),
        ];
        return new SelfTest(results, benchmarks, PValueBand.Compute(results), PowerCurve.Compute(results, cancellation));
    }

    private static double SumSeconds(GateRun run) =>
        run.SelectLaunches(LaunchPhase.StageOne, LaunchPhase.StageTwo).Sum(launch => launch.ElapsedSeconds);
}

/// <summary>One benchmark in all runs.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Plan">The plan by which it was measured.</param>
/// <param name="Runs">The number of runs.</param>
/// <param name="Slower">The number of runs that called it slower.</param>
/// <param name="Faster">The number of runs that called it faster.</param>
/// <param name="Same">The number of runs that called it the same.</param>
/// <param name="Open">The number of runs that left it undecided.</param>
/// <param name="EndedInStageOne">The number of runs in which it needed no second stage.</param>
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
/// The number of first-stage p-values that are at most a level, beside the number that is expected. Sides without a difference give the
/// level itself. More small p-values mean a bias, and a second stage would only confirm it.
/// </summary>
/// <param name="IsSlower">True for p of "slower", false for p of "faster".</param>
/// <param name="Level">Nominal.</param>
/// <param name="Share">The probability itself: p of few pairs takes few values, so it lies below the level.</param>
/// <param name="Count">The number of p-values that were that small.</param>
/// <param name="Total">The number of p-values.</param>
/// <param name="Least">The lower end of the band: fewer are seen with a probability of at most 2.5 %.</param>
/// <param name="Most">The upper end of the band: more are seen with a probability of at most 2.5 %.</param>
internal sealed record PValueBand(bool IsSlower, double Level, double Share, int Count, int Total, int Least, int Most)
{
    private static readonly ImmutableArray<double> Levels = [0.05, 0.10, 0.20];

    /// <summary>True where the count is inside the band.</summary>
    public bool IsInside => Count >= Least && Count <= Most;

    public static ImmutableArray<PValueBand> Compute(ImmutableArray<GateResult> results)
    {
        PairedAssessment[] assessments = [.. results.SelectMany(SelectMeasurable).Where(assessment => assessment.Estimate is not null)];
        return assessments is []
            ? []
            :
            [
                .. Levels.Select(level => Compute(assessments, isSlower: true, level)),
                .. Levels.Select(level => Compute(assessments, isSlower: false, level)),
            ];
    }

    // What takes no longer than the empty loop around it has no ratio to be tested.
    private static IEnumerable<PairedAssessment> SelectMeasurable(GateResult result)
    {
        ImmutableDictionary<string, PairedAssessment> first = GateStages.AssessStageOne(result.Run);
        return result
            .Benchmarks.Where(benchmark => benchmark.Judgement.Reason != InconclusiveReason.NoMeasurableTime)
            .Select(benchmark => first[benchmark.Plan.Name]);
    }

    private static PValueBand Compute(PairedAssessment[] assessments, bool isSlower, double level)
    {
        PairedEstimate[] estimates = [.. assessments.Select(assessment => assessment.Estimate!.Value)];

        // A moderated p takes any value.
        double share = assessments.Average(assessment =>
            assessment.IsModerated ? level
            : SignedRank.CriticalSum(assessment.Estimate!.Value.Pairs, level) is { } sum
                ? SignedRank.UpperTail(assessment.Estimate.Value.Pairs, sum)
            : 0
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
