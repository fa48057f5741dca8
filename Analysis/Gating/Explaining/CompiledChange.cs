using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>The machine code of a method on both sides, where it differs in all pairs.</summary>
/// <param name="Method">The name of its frames.</param>
/// <param name="BaselineBytes">The median of its sizes.</param>
/// <param name="CandidateBytes">The same on the other side.</param>
/// <param name="BaselineTier">The kind of compilation in all pairs; null where it was not the same in all.</param>
/// <param name="CandidateTier">The same on the other side.</param>
/// <param name="NoLongerInlined">What is inside of it in all pairs of the baseline, and in none of the candidate.</param>
/// <param name="NewlyInlined">What is inside of it in no pair of the baseline, and in all of the candidate.</param>
internal sealed record CompiledChange(
    string Method,
    int BaselineBytes,
    int CandidateBytes,
    string? BaselineTier,
    string? CandidateTier,
    ImmutableArray<string> NoLongerInlined,
    ImmutableArray<string> NewlyInlined
)
{
    /// <summary>True where both sides have another tier in all pairs.</summary>
    public bool HasOtherTier => BaselineTier is not null && CandidateTier is not null && BaselineTier != CandidateTier;

    /// <summary>True where all sizes of one side are above all of the other one.</summary>
    public bool HasOtherSize { get; init; }

    /// <summary>Finds the methods whose machine code differs in all pairs.</summary>
    /// <param name="profiles">Of one benchmark.</param>
    /// <param name="methods">The methods that are looked at, in order.</param>
    public static ImmutableArray<CompiledChange> Find(ImmutableArray<ProfileLine> profiles, IEnumerable<string> methods) =>
        [.. methods.Distinct().Select(method => Compare(profiles, method)).OfType<CompiledChange>()];

    private static CompiledChange? Compare(ImmutableArray<ProfileLine> profiles, string method)
    {
        CompiledMethod[] before = Select(profiles.Select(profile => profile.Baseline), method);
        CompiledMethod[] after = Select(profiles.Select(profile => profile.Candidate), method);

        // A method that was compiled before anybody looked is known in some processes only.
        if (before.Length < Explanation.FewestPairs || after.Length < Explanation.FewestPairs)
        {
            return null;
        }

        CompiledChange change = new(
            method,
            ComputeMedian(before),
            ComputeMedian(after),
            FindTier(before),
            FindTier(after),
            FindOnlyIn(before, after),
            FindOnlyIn(after, before)
        )
        {
            HasOtherSize =
                before.Max(one => one.Bytes) < after.Min(one => one.Bytes) || after.Max(one => one.Bytes) < before.Min(one => one.Bytes),
        };
        return change is { HasOtherTier: false, HasOtherSize: false, NoLongerInlined: [], NewlyInlined: [] } ? null : change;
    }

    private static CompiledMethod[] Select(IEnumerable<SideProfile> sides, string method) =>
        [
            .. sides
                .Where(side => !side.Compiled.IsDefault)
                .Select(side => side.Compiled.FirstOrDefault(compiled => compiled.Name == method))
                .OfType<CompiledMethod>(),
        ];

    private static int ComputeMedian(CompiledMethod[] methods) =>
        methods.Select(method => method.Bytes).Order().ElementAt(methods.Length / 2);

    private static string? FindTier(CompiledMethod[] methods) =>
        methods.All(method => method.Tier == methods[0].Tier) ? methods[0].Tier : null;

    private static ImmutableArray<string> FindOnlyIn(CompiledMethod[] some, CompiledMethod[] others) =>
        [
            .. some.Skip(1)
                .Aggregate(some[0].Inlinees.AsEnumerable(), (common, method) => common.Intersect(method.Inlinees))
                .Except(others.SelectMany(method => method.Inlinees))
                .Order(StringComparer.Ordinal),
        ];
}
