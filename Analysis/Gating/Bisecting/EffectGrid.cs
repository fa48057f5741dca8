using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Gating.Bisecting;

/// <summary>
/// The sizes that the change and the noise of a pair may have, equally likely each. Their centre comes from pairs of both ends; neither is
/// ever taken as known, so that few pairs of the ends do not make the search too sure.
/// </summary>
/// <param name="LogRatios">θ: ln of how many times slower the commits from the searched one on are.</param>
/// <param name="Spreads">σ: the scale of one pair's ln ratio.</param>
internal sealed record EffectGrid(ImmutableArray<double> LogRatios, ImmutableArray<double> Spreads)
{
    /// <summary>
    /// The SD of ln ratio between builds of one speed: code lies at another place. It repeats in all pairs of a build, so that no number of
    /// pairs of one commit shows a smaller difference.
    /// </summary>
    public const double BuildSpread = 0.005;

    private const int Effects = 17;
    private const double StandardErrors = 4;

    // θ̂ is a factor of three off at most: beyond that it would be no change at all.
    private const double SmallestShare = 1.0 / 3;

    // Half octaves around the spread of the ends' pairs.
    private static readonly ImmutableArray<double> SpreadFactors = [0.5, 0.71, 1, 1.41, 2, 2.83];

    // Pairs of a very quiet benchmark may agree to the last digit.
    private const double SmallestSpread = 1e-3;

    /// <summary>Creates the grid around what pairs of both ends show.</summary>
    /// <param name="ends">Of pairs of the last commit against the first.</param>
    public static EffectGrid FromEnds(PairedEstimate ends)
    {
        double width = StandardErrors * Math.Sqrt((ends.StandardError * ends.StandardError) + (BuildSpread * BuildSpread));
        double lowest = Math.Max(ends.Value - width, ends.Value * SmallestShare);
        double highest = ends.Value + width;
        double spread = Math.Max(ends.Spread, SmallestSpread);
        return new EffectGrid(
            [.. Enumerable.Range(0, Effects).Select(i => lowest + (i * (highest - lowest) / (Effects - 1)))],
            [.. SpreadFactors.Select(factor => factor * spread)]
        );
    }
}
