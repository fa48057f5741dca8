using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// The smallest ρ − 1 that the gate finds with at least 95 %, over both stages: stage 2 misses one in 40 of it, and stage
/// 1, which sends on what it merely reasons, no more than that while it has a third as many pairs.
/// </summary>
internal static class GateSensitivity
{
    /// <summary>exp(max(δ, t₁₋α*,ν·SE) + t₀.₉₇₅,ν·SE) − 1 with α* = 0.01 ÷ m, ν = n − 1.</summary>
    /// <param name="spread">σ of one pair's difference; 0 or more.</param>
    /// <param name="pairs">n, of stage 2.</param>
    /// <param name="benchmarks">m, of the whole run.</param>
    /// <param name="rules">δ.</param>
    /// <returns>The margin or more; infinite where so few pairs cannot call one of m benchmarks whatever they show.</returns>
    public static double ComputeMinimumDetectableEffect(double spread, int pairs, int benchmarks, JudgingRules rules) =>
        GateRules.CanCall(pairs, benchmarks)
            ? ComputeMinimumDetectableEffectAt(GateRules.ComputeLevel(benchmarks), spread, pairs, rules)
            : double.PositiveInfinity;

    /// <summary>The same for a test that calls at any one-sided level.</summary>
    public static double ComputeMinimumDetectableEffectAt(double level, double spread, int pairs, JudgingRules rules)
    {
        double standardError = PairedEstimate.ComputeStandardError(spread, pairs);
        return Judge.ComputeMinimumDetectableEffectAt(level, new Estimate(0, standardError * standardError, pairs - 1), rules);
    }
}
