namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The rules of a comparison. ρ is candidate ÷ baseline: 1 is equal, above 1 is slower.</summary>
/// <param name="Margin">ρ − 1: smaller differences are never called slower or faster. Above 0.</param>
/// <param name="Tolerance">ρ − 1: slow-downs smaller than this pass when they cannot be eycluded. At least the margin.</param>
public sealed record JudgingRules(double Margin, double Tolerance)
{
    /// <summary>The fewest launches of a side that are judged: two are too few to know their spread.</summary>
    public const int FewestLaunches = 3;

    /// <summary>The fewest launches of a side that can confirm a difference.</summary>
    public const int FewestToConfirm = 5;

    /// <summary>Launches of a side that must be kept where the whole suite tells their spread.</summary>
    internal const int FewestModerated = 2;

    /// <summary>The false discovery rate of a whole comparison (Benjamini and Hochberg).</summary>
    public const double FalseDiscoveryRate = 0.05;

    /// <summary>
    /// The probability, over a whole comparison, that outlier launches alone confirm a difference: a fifth of the false discovery
    /// rate.
    /// </summary>
    internal const double OutlierErrorRate = FalseDiscoveryRate / 5;

    /// <summary>
    /// The difference, ns per operation, that must be seen before <see cref="FailAbove"/> fails: below it a ratio is one of empty loops.
    /// </summary>
    internal const double SmallestFailingNanoseconds = 1;

    /// <summary>A margin of 2 % and a tolerance of 5 %. Code layout and the order of runs alone move times by up to 2 %.</summary>
    public static JudgingRules Default { get; } = new(0.02, 0.05);

    /// <summary>
    /// The ratio, above 1, beyond which a slower candidate fails whether it can be confirmed or not. Where the noise of the suite is
    /// known and larger, the limit is as large as the noise.
    /// </summary>
    public double FailAbove { get; init; } = 2;

    /// <summary>False shows times without judging them: allocations alone decide.</summary>
    public bool JudgesTimes { get; init; } = true;

    /// <summary>The machine's noise, which judges what has too few launches; null where it is not known.</summary>
    internal NoiseProfile? Noise { get; init; }

    /// <summary>δ = ln(1 + margin).</summary>
    internal double LogMargin => Math.Log(1 + Margin);

    /// <summary>Δ = ln(1 + tolerance).</summary>
    internal double LogTolerance => Math.Log(1 + Tolerance);
}
