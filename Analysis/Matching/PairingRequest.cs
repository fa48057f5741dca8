using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>The benchmarks of two reports that the user wants to be compared although their identities differ.</summary>
/// <param name="Jobs"><c>BASELINE=CANDIDATE</c>; a name may hold <c>=</c> itself.</param>
/// <param name="Renames"><c>OLD=NEW</c>: methods, classes, namespaces or full names.</param>
internal sealed record PairingRequest(ImmutableArray<string> Jobs, ImmutableArray<string> Renames)
{
    /// <summary>Asks for nothing.</summary>
    public static PairingRequest None { get; } = new([], []);

    /// <summary>True where it asks for nothing.</summary>
    public bool IsNone => Jobs is [] && Renames is [];

    /// <summary>Splits <c>A=B</c> where both sides mean something: names may hold <c>=</c> too.</summary>
    /// <param name="option">The option, for the message.</param>
    /// <param name="text">The text.</param>
    /// <param name="isBaseline">True for text that means something on the side of the baseline.</param>
    /// <param name="isCandidate">The same for the candidate.</param>
    /// <returns>The first split of which most sides mean something.</returns>
    /// <exception cref="UsageException">The text has no <c>=</c>, or a side is empty.</exception>
    public static (string Baseline, string Candidate) Split(
        string option,
        string text,
        Func<string, bool> isBaseline,
        Func<string, bool> isCandidate
    )
    {
        (string Baseline, string Candidate)[] splits =
        [
            .. Enumerable
                .Range(1, Math.Max(0, text.Length - 2))
                .Where(i => text[i] == '=')
                .Select(i => (text[..i].Trim(), text[(i + 1)..].Trim()))
                .Where(split => split.Item1.Length > 0 && split.Item2.Length > 0),
        ];
        return splits is []
            ? throw new UsageException($"{option} takes BASELINE=CANDIDATE, the name in each report; '{text}' is not that.")
            : splits.MaxBy(split => (isBaseline(split.Baseline) ? 1 : 0) + (isCandidate(split.Candidate) ? 1 : 0));
    }
}
