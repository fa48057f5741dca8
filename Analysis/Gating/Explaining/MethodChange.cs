using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>The sides on which a method was seen.</summary>
internal enum MethodPresence
{
    /// <summary>Both sides ran it as a method of its own.</summary>
    Both,

    /// <summary>Only the candidate did: it is new, or was inlined before.</summary>
    CandidateOnly,

    /// <summary>Only the baseline did: it is gone, or is inlined now.</summary>
    BaselineOnly,
}

/// <summary>The time of one method in an operation, on both sides. All times in nanoseconds for each operation.</summary>
/// <param name="Method">Its full name with the types of its parameters.</param>
/// <param name="IsFramework">True where it belongs to the runtime or its libraries.</param>
/// <param name="Presence">The sides that have it.</param>
/// <param name="Own">
/// The time in the method and in what it calls, up to the next method of the program that both sides have: candidate minus baseline, the
/// mean of the pairs. A method that was added, or that is inlined on one side only, so counts for its caller.
/// </param>
/// <param name="Self">The time in the method alone: candidate minus baseline.</param>
/// <param name="Inclusive">The time in the method and everything that it calls: candidate minus baseline.</param>
internal sealed record MethodChange(
    string Method,
    bool IsFramework,
    MethodPresence Presence,
    SideTimes Own,
    SideTimes Self,
    SideTimes Inclusive
)
{
    /// <summary>The p-value of "its own time did not change", after Holm over all methods of the benchmark.</summary>
    public double AdjustedPValue { get; init; } = 1;

    /// <summary>True where the method is named as a cause: its own time changed by chance in fewer than 5 of 100 explanations.</summary>
    public bool IsNamed { get; init; }

    /// <summary>True where the candidate has other code of this name than the baseline.</summary>
    public bool HasChangedCode { get; init; }

    /// <summary>The methods whose code changed and that the compiler put into this one, on either side.</summary>
    public ImmutableArray<string> ChangedInlinees { get; init; } = [];

    /// <summary>True where code changed that runs as part of it.</summary>
    public bool RunsChangedCode => HasChangedCode || !ChangedInlinees.IsEmpty;

    /// <summary>The methods below it that only one side has, with the change of the time that they take, the largest one first.</summary>
    public ImmutableArray<(string Method, MethodPresence Presence, double Nanoseconds)> Through { get; init; } = [];
}

/// <summary>The time of a method for each operation, in nanoseconds.</summary>
/// <param name="Baseline">The mean of the pairs.</param>
/// <param name="Candidate">The mean of the pairs.</param>
/// <param name="Difference">Candidate minus baseline, with the spread between the pairs.</param>
internal sealed record SideTimes(double Baseline, double Candidate, Estimate Difference)
{
    /// <summary>Computes it from the times of each pair; <c>baseline[i]</c> belongs to <c>candidate[i]</c>.</summary>
    public static SideTimes FromPairs(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate) =>
        new(baseline.Average(), candidate.Average(), Estimate.FromValues([.. candidate.Zip(baseline, (after, before) => after - before)]));
}
