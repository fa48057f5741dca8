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

    /// <summary>The commits between both sides that touch its methods; null where nobody looked for them.</summary>
    public MethodCommitsLine? Commits { get; init; }

    /// <summary>The types of which an operation allocates more or less, the largest change first.</summary>
    public ImmutableArray<FigureChange> Allocations { get; init; } = [];

    /// <summary>The generations that are collected more or less often, for each operation.</summary>
    public ImmutableArray<FigureChange> Collections { get; init; } = [];

    /// <summary>The machine code of the first methods and of those whose code changed, where it differs in all pairs.</summary>
    public ImmutableArray<CompiledChange> Compiled { get; init; } = [];

    /// <summary>The methods that run and whose code changed, inlined ones included, in the order of the changes.</summary>
    public IEnumerable<string> ChangedCode =>
        Changes
            .SelectMany(change => change.HasChangedCode ? change.ChangedInlinees.Prepend(change.Method) : change.ChangedInlinees)
            .Distinct();

    /// <summary>The methods that are named as causes.</summary>
    public IEnumerable<MethodChange> Named => Changes.Where(change => change.IsNamed);

    /// <summary>Explains the benchmarks that a run has profiled, in the order of their first profile.</summary>
    public static ImmutableArray<Explanation> FromRun(GateRun run) =>
        [
            .. FromProfileLines(run.Profiles)
                .Select(explanation => explanation with { Commits = run.MethodCommits.GetValueOrDefault(explanation.Benchmark) }),
        ];

    /// <summary>Explains the benchmarks of profiles, in the order of their first one.</summary>
    public static ImmutableArray<Explanation> FromProfileLines(IEnumerable<ProfileLine> lines) =>
        [
            .. lines
                .Where(profile => profile.HasSamples)
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
        ImmutableArray<MethodChange> changes = MethodRanking.Rank(MethodTimes.Compare(profiles, operation), operation);
        return new Explanation(
            benchmark,
            profiles.Length,
            profiles.Sum(profile => profile.Baseline.Samples + profile.Candidate.Samples),
            operation,
            changes
        )
        {
            Allocations = AllocationChanges.FindTypes(profiles),
            Collections = AllocationChanges.FindCollections(profiles),
            Compiled = CompiledChange.Find(
                profiles,
                changes
                    .Where(change => change is { IsFramework: false } && (change.IsNamed || change.RunsChangedCode))
                    .Select(change => change.Method)
            ),
        };
    }
}
