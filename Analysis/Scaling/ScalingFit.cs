namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>A law of scaling, fitted: throughput X(p) = λp / (1 + σ(p − 1) + κp(p − 1)). Amdahl's law has κ = 0.</summary>
/// <param name="Lambda">λ, operations a second with one worker.</param>
/// <param name="Sigma">σ, 0..1: the share of the work that is serial, or waits for what is.</param>
/// <param name="Kappa">κ, 0 or more: what each worker costs each other one to stay consistent. Null for Amdahl's law.</param>
/// <param name="WorstDeviation">The largest |curve ÷ median − 1| over the counts: what the law does not explain.</param>
/// <param name="OutlierLaunches">The number of outlier launches; they are excluded from the fit.</param>
internal sealed record ScalingFit(
    FittedParameter Lambda,
    FittedParameter Sigma,
    FittedParameter? Kappa,
    double WorstDeviation,
    int OutlierLaunches
)
{
    /// <summary>
    /// The number of workers with the highest throughput, √((1 − σ)/κ): where dX/dp = 0. Null where more workers never cost
    /// (κ = 0) or always do (σ = 1). N. J. Gunther, Guerrilla Capacity Planning, Springer 2007, chapter 4.
    /// </summary>
    public double? Peak => Kappa is { Value: > 0 } kappa && Sigma.Value < 1 ? Math.Sqrt((1 - Sigma.Value) / kappa.Value) : null;

    /// <summary>The law without its uncertainty.</summary>
    public ScalingLaw Law =>
        new(Kappa is null ? "Amdahl" : "Gunther", Lambda.Value, Sigma.Value, Kappa?.Value ?? 0, WorstDeviation, OutlierLaunches);
}

/// <summary>A fit, or why there is none.</summary>
/// <param name="Fit">The fit, or null.</param>
/// <param name="ReasonWhyNone">One clause; null when there is a fit.</param>
internal sealed record FitOutcome(ScalingFit? Fit, string? ReasonWhyNone);
