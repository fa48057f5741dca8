using ConcurrencyBench.Analysis.Loading;
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
    private readonly ImmutableDictionary<BenchmarkKey, (double Ratio, double Scale)> _measured;
    private readonly SymmetricNoise? _suite;
    private readonly MachineNoise? _machine;
    private readonly double _centre;

    private FewLaunches(
        ImmutableDictionary<BenchmarkKey, (double Ratio, double Scale)> measured,
        SymmetricNoise? suite,
        MachineNoise? machine,
        double centre
    )
    {
        _measured = measured;
        _suite = suite;
        _machine = machine;
        _centre = centre;
    }

    /// <param name="pairs">Those with few launches and measurable times.</param>
    /// <param name="profile">Null where the machine's noise is not known.</param>
    public static FewLaunches Learn(ImmutableArray<Pair> pairs, NoiseProfile? profile)
    {
        ImmutableDictionary<BenchmarkKey, (double Ratio, double Scale)> measured = pairs.ToImmutableDictionary(pair => pair.Key, Measure);
        return new FewLaunches(
            measured,
            SymmetricNoise.Fit([.. measured.Values]),
            profile?.FindNoise(pairs.Length),
            profile?.IsCentred(pairs.Length) == true ? measured.Values.Select(pair => pair.Ratio).Median() : 0
        );
    }

    /// <param name="key">One of the pairs.</param>
    /// <returns>Null where neither tells its noise.</returns>
    public RatioNoise? Judge(BenchmarkKey key)
    {
        (double ratio, double scale) = _measured[key];
        return (RatioNoise?)_machine?.Judge(key, ratio - _centre, scale) ?? (_suite is null ? null : new SuiteRatio(_suite, ratio, scale));
    }

    private static (double Ratio, double Scale) Measure(Pair pair)
    {
        double[] sides = [.. LaunchSummaries.ComputeLogMedians(pair).Select(launches => launches.Average())];
        return (sides[1] - sides[0], Resolution.ComputeScale(sides.Min()));
    }
}
