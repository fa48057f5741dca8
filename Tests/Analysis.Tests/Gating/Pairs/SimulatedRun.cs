using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

/// <summary>What a simulated benchmark is like.</summary>
/// <param name="Noise">Standard deviation of the difference of a pair, in the logarithm.</param>
/// <param name="StageOne">Pairs.</param>
/// <param name="StageTwo">Pairs.</param>
/// <param name="LogRatio">The true ln(candidate ÷ baseline).</param>
/// <param name="BaselineBad">Share of launches that run at half speed throughout.</param>
/// <param name="CandidateBad">The same of the candidate.</param>
/// <param name="Skew">Whether noise only adds time, exponentially, as minima do; else it is normal.</param>
internal sealed record SimulatedCell(
    double Noise,
    int StageOne,
    int StageTwo,
    double LogRatio = 0,
    double BaselineBad = 0,
    double CandidateBad = 0,
    bool Skew = false
);

/// <summary>Runs of the whole two-stage procedure on launches with known truth; the machine drifts from pair to pair.</summary>
internal sealed class SimulatedRun(int seed)
{
    private static readonly double HalfSpeed = Math.Log(2);

    private readonly Random _random = new(seed);

    public ImmutableArray<PairedJudgement> Run(ImmutableArray<SimulatedCell> benchmarks)
    {
        ImmutableArray<StagedBenchmark> staged =
        [
            .. benchmarks.Select(benchmark => new StagedBenchmark(
                PairedAssessment.FromLogs(Launches(benchmark, benchmark.StageOne)),
                () => PairedAssessment.FromLogs(Launches(benchmark, benchmark.StageTwo)),
                benchmark.StageTwo
            )),
        ];
        return TwoStages.Judge(staged, benchmarks.Length, JudgingRules.Default);
    }

    private PairedLogs Launches(SimulatedCell benchmark, int pairs)
    {
        double[] drift = [.. Enumerable.Range(0, pairs).Select(_ => benchmark.Noise / 2 * Normal())];
        return new PairedLogs(
            [.. drift.Select(common => common + Launch(benchmark, benchmark.BaselineBad))],
            [.. drift.Select(common => common + Launch(benchmark, benchmark.CandidateBad) + benchmark.LogRatio)]
        );
    }

    // Both kinds of noise have variance noise² ÷ 2, so that a pair's difference has noise².
    private double Launch(SimulatedCell benchmark, double badShare) =>
        (benchmark.Noise / Math.Sqrt(2) * (benchmark.Skew ? -Math.Log(1 - _random.NextDouble()) : Normal()))
        + (_random.NextDouble() < badShare ? HalfSpeed : 0);

    // Box and Muller.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

/// <summary>What came out of many runs, as shares of them.</summary>
/// <param name="FalseSlower">Runs with a <c>Slower</c> benchmark that has not changed, or has become faster.</param>
/// <param name="FalseFaster">Runs with a <c>Faster</c> benchmark that has not.</param>
/// <param name="Found">For each benchmark, the runs that call it slower.</param>
/// <param name="Closed">Runs that exclude the tolerance in every benchmark, and call nothing slower: exit code 0.</param>
/// <param name="Detectable">For each benchmark, the median of the minimum detectable effects that the runs print.</param>
internal sealed record SimulatedRuns(
    double FalseSlower,
    double FalseFaster,
    ImmutableArray<double> Found,
    double Closed,
    ImmutableArray<double> Detectable
)
{
    public static SimulatedRuns Of(int runs, int seed, ImmutableArray<SimulatedCell> benchmarks)
    {
        ImmutableArray<PairedJudgement>[] results =
        [
            .. Enumerable.Range(0, runs).AsParallel().AsOrdered().Select(run => new SimulatedRun(seed + run).Run(benchmarks)),
        ];
        return new SimulatedRuns(
            Share(run => Any(run, (judgement, benchmark) => judgement.Verdict == Verdict.Slower && benchmark.LogRatio <= 0)),
            Share(run => Any(run, (judgement, benchmark) => judgement.Verdict == Verdict.Faster && benchmark.LogRatio >= 0)),
            [.. Enumerable.Range(0, benchmarks.Length).Select(i => Share(run => run[i].Verdict == Verdict.Slower))],
            Share(run => run.All(judgement => !judgement.IsOpen && judgement.Verdict != Verdict.Slower)),
            [
                .. Enumerable
                    .Range(0, benchmarks.Length)
                    .Select(i => Middle([.. results.Select(run => run[i].MinimumDetectableEffect ?? double.PositiveInfinity)])),
            ]
        );

        double Share(Func<ImmutableArray<PairedJudgement>, bool> holds) => results.Count(holds) / (double)runs;

        bool Any(ImmutableArray<PairedJudgement> run, Func<PairedJudgement, SimulatedCell, bool> holds) =>
            run.Zip(benchmarks).Any(pair => holds(pair.First, pair.Second));
    }

    private static double Middle(double[] values) => values.Order().ElementAt(values.Length / 2);
}
