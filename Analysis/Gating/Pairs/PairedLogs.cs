namespace ConcurrencyBench.Analysis.Gating.Pairs;

/// <summary>
/// One benchmark's launches: ln of one number a launch, ns per operation. <c>Baseline[i]</c> ran back to back with <c>Candidate[i]</c>.
/// </summary>
/// <param name="Baseline">Side A.</param>
/// <param name="Candidate">Side B, as many.</param>
/// <exception cref="ArgumentException">The sides are not equally long.</exception>
internal sealed record PairedLogs(ImmutableArray<double> Baseline, ImmutableArray<double> Candidate)
{
    /// <summary>Side B.</summary>
    public ImmutableArray<double> Candidate { get; } =
        Candidate.Length == Baseline.Length
            ? Candidate
            : throw new ArgumentException(
                $"{Baseline.Length} launches of the baseline cannot be paired with {Candidate.Length} of the candidate.",
                nameof(Candidate)
            );

    /// <summary>
    /// True where the sides took turns: a slow core or hour slows both down alike, so that no launch is an outlier by its own time.
    /// </summary>
    public bool TookTurns { get; init; }

    /// <summary>The number of pairs.</summary>
    public int Count => Baseline.Length;
}
