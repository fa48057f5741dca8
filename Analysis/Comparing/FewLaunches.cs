using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>
/// The noise of benchmarks with too few launches to tell it themselves: what the machine's profile says, or else the other benchmarks'
/// ratios.
/// </summary>
internal sealed class FewLaunches
{
    private readonly SymmetricNoise? _suite;
    private readonly MachineNoise? _machine;
    private readonly double _centre;

    private FewLaunches(SymmetricNoise? suite, MachineNoise? machine, double centre)
    {
        _suite = suite;
        _machine = machine;
        _centre = centre;
    }

    /// <param name="pairs">Those with few launches and measurable times.</param>
    /// <param name="profile">Null where the machine's noise is not known.</param>
    public static FewLaunches Learn(ImmutableArray<Pair> pairs, NoiseProfile? profile)
    {
        (double Ratio, double Scale)[] ratios = [.. pairs.Select(pair => (ComputeLogRatio(pair), ComputeScale(pair)))];
        return new FewLaunches(
            SymmetricNoise.Fit(ratios),
            profile?.FindNoise(pairs.Length),
            profile?.IsCentred(pairs.Length) == true ? ratios.Select(pair => pair.Ratio).Median() : 0
        );
    }

    /// <returns>Null where neither tells its noise.</returns>
    public RatioNoise? Judge(Pair pair)
    {
        double ratio = ComputeLogRatio(pair);
        double scale = ComputeScale(pair);
        return (RatioNoise?)_machine?.Judge(pair.Key, ratio - _centre, scale)
            ?? (_suite is null ? null : new SuiteRatio(_suite, ratio, scale));
    }

    private static double ComputeLogRatio(Pair pair) =>
        LaunchSummaries.ComputeLogMedians(pair) is [var baseline, var candidate] ? candidate.Average() - baseline.Average() : double.NaN;

    private static double ComputeScale(Pair pair) =>
        Resolution.ComputeScale(LaunchSummaries.ComputeLogMedians(pair).Min(side => side.Average()));
}
