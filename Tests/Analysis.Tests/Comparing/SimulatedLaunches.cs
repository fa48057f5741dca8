using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

/// <summary>
/// Launches with known truth: log-normal noise of iterations, a launch effect as large, and one launch in ten that runs
/// 1.8 times as long throughout.
/// </summary>
/// <param name="launches">A side.</param>
/// <param name="noise">Standard deviation of the launch effect and of an iteration, in the logarithm.</param>
/// <param name="badShare">How many launches are bad.</param>
/// <param name="seed">Of the random numbers.</param>
internal sealed class SimulatedLaunches(int launches, double noise, double badShare, int seed)
{
    public const int Iterations = 8;

    private readonly Random _random = new(seed);

    /// <summary>Standard deviation of the logarithm of a benchmark's own noise: some are quieter, and some are not.</summary>
    public double Spread { get; init; }

    /// <summary>The noise of the candidate's launches, as a multiple of the baseline's.</summary>
    public double CandidateNoise { get; init; } = 1;

    /// <summary>A suite whose first benchmark has a true ratio of candidate to baseline, and the others none.</summary>
    public ImmutableArray<Pair> Suite(int benchmarks, double ratio) =>
        [.. Enumerable.Range(0, benchmarks).Select(i => Pair($"B{i:000}", i == 0 ? ratio : 1))];

    private Pair Pair(string name, double ratio)
    {
        BenchmarkKey key = new(name, JobId.Default);
        double own = Spread == 0 ? noise : noise * Math.Exp(Spread * Normal());
        return new Pair(key, Benchmark(key, 1000, own), Benchmark(key, 1000 * ratio, own * CandidateNoise));
    }

    private Benchmark Benchmark(BenchmarkKey key, double nanoseconds, double own) =>
        new(
            key,
            "",
            "",
            key.FullName,
            MeasurementKind.Raw,
            [.. Enumerable.Range(0, launches).Select(_ => Launch(nanoseconds, own))],
            null,
            []
        );

    private Launch Launch(double nanoseconds, double own)
    {
        double level = nanoseconds * Math.Exp(own * Normal()) * (_random.NextDouble() < badShare ? 1.8 : 1);
        double[] iterations = new double[Iterations];
        for (int i = 0; i < Iterations; i++)
        {
            iterations[i] = level * Math.Exp(own * Normal());
        }

        return new Launch([.. iterations], Iterations);
    }

    // Box and Muller.
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

/// <summary>What came out of many suites.</summary>
/// <param name="Coverage">Intervals that hold the truth.</param>
/// <param name="FalseSuites">Suites with any false <c>Slower</c> or <c>Faster</c>.</param>
/// <param name="Found">Suites that call the changed benchmark, in the right direction.</param>
/// <param name="Suspected">Suites that call or suspect it.</param>
internal sealed record SimulationResult(double Coverage, double FalseSuites, double Found, double Suspected)
{
    public static SimulationResult Of(int suites, int benchmarks, double ratio, Func<int, SimulatedLaunches> launches)
    {
        (int Covered, int Tested, bool IsFalse, bool IsFound, bool IsSuspected)[] results =
        [
            .. Enumerable.Range(0, suites).AsParallel().Select(suite => Run(launches(suite).Suite(benchmarks, ratio), ratio)),
        ];
        return new SimulationResult(
            results.Sum(result => result.Covered) / (double)results.Sum(result => result.Tested),
            results.Count(result => result.IsFalse) / (double)suites,
            results.Count(result => result.IsFound) / (double)suites,
            results.Count(result => result.IsSuspected) / (double)suites
        );
    }

    private static (int Covered, int Tested, bool IsFalse, bool IsFound, bool IsSuspected) Run(ImmutableArray<Pair> suite, double ratio)
    {
        ImmutableArray<Judgement> judgements = Judge.Decide(suite, JudgingRules.Default);
        Judgement[] tested = [.. judgements.Where(judgement => judgement.Assessment.IsTested)];
        Judgement changed = judgements[0];
        Verdict right = ratio > 1 ? Verdict.Slower : Verdict.Faster;
        bool isFound = ratio != 1 && changed.Verdict == right;
        return (
            tested.Count(judgement => Covers(judgement, judgement == changed ? Math.Log(ratio) : 0)),
            tested.Length,
            judgements.Any(judgement => judgement.Verdict is Verdict.Slower or Verdict.Faster && !(judgement == changed && isFound)),
            isFound,
            isFound || (ratio > 1 && changed.Unconfirmed == UnconfirmedChange.Slower)
        );
    }

    private static bool Covers(Judgement judgement, double truth) =>
        judgement.Assessment.LogRatio is { } ratio && ratio.Lower <= truth && truth <= ratio.Upper;
}
