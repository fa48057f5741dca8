using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>The methods whose time changed in one benchmark.</summary>
/// <param name="Benchmark">Full name.</param>
/// <param name="Pairs">The pairs of processes that were profiled.</param>
/// <param name="Samples">The samples of both sides together.</param>
/// <param name="Operation">The time of the whole operation while it was sampled.</param>
/// <param name="Changes">
/// The methods that take a hundredth of the operation or more, on either side. The named ones come first, those that changed in the
/// direction of the operation before the others, and the largest change first.
/// </param>
internal sealed record Explanation(string Benchmark, int Pairs, int Samples, SideTimes Operation, ImmutableArray<MethodChange> Changes)
{
    /// <summary>The fewest pairs from which a spread can be told.</summary>
    public const int FewestPairs = 3;

    /// <summary>The methods that are named as causes.</summary>
    public IEnumerable<MethodChange> Named => Changes.Where(change => change.IsNamed);

    /// <summary>Explains the benchmarks that a run has profiled, in the order of their first profile.</summary>
    public static ImmutableArray<Explanation> FromRun(GateRun run) =>
        [
            .. run
                .Profiles.Where(profile => profile.Baseline.Samples > 0 && profile.Candidate.Samples > 0)
                .GroupBy(profile => profile.Benchmark)
                .Where(profiles => profiles.Count() >= FewestPairs)
                .Select(profiles => FromProfiles(profiles.Key, [.. profiles])),
        ];

    /// <param name="benchmark">Full name.</param>
    /// <param name="profiles">Of that benchmark, <see cref="FewestPairs"/> at least, none without samples.</param>
    public static Explanation FromProfiles(string benchmark, ImmutableArray<ProfileLine> profiles)
    {
        SideTimes operation = SideTimes.FromPairs(
            [.. profiles.Select(profile => profile.Baseline.NanosecondsPerOp)],
            [.. profiles.Select(profile => profile.Candidate.NanosecondsPerOp)]
        );
        return new Explanation(
            benchmark,
            profiles.Length,
            profiles.Sum(profile => profile.Baseline.Samples + profile.Candidate.Samples),
            operation,
            MethodRanking.Rank(MethodTimes.Compare(profiles, operation), operation)
        );
    }
}
