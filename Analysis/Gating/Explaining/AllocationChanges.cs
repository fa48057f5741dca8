using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>A figure for each operation that changed: the bytes of a type, or the collections of a generation.</summary>
/// <param name="Name">The type, or the generation.</param>
/// <param name="Baseline">The mean of the pairs.</param>
/// <param name="Candidate">The mean of the pairs.</param>
/// <param name="Difference">Candidate minus baseline, with the spread between the pairs.</param>
internal sealed record FigureChange(string Name, double Baseline, double Candidate, Estimate Difference);

/// <summary>Finds the types of which an operation allocates more or less, and the generations that are collected at another rate.</summary>
internal static class AllocationChanges
{
    /// <summary>At most this is the probability that a benchmark without a change has any, for types and for generations.</summary>
    public const double Level = 0.05;

    // Smaller ones are of no use to a reader.
    private const double SmallestBytes = 1;
    private const double SmallestShare = 0.01;

    /// <param name="profiles">Of one benchmark; those in which a side has no figures do not count.</param>
    /// <returns>The types that changed, the largest change first.</returns>
    public static ImmutableArray<FigureChange> FindTypes(ImmutableArray<ProfileLine> profiles)
    {
        ProfileLine[] known =
        [
            .. profiles.Where(profile => profile is { Baseline.Allocated.IsDefault: false, Candidate.Allocated.IsDefault: false }),
        ];
        string[] types =
        [
            .. known
                .SelectMany(profile => profile.Baseline.Allocated.Concat(profile.Candidate.Allocated))
                .Select(allocated => allocated.Type)
                .Distinct(),
        ];
        double least = Math.Max(
            SmallestBytes,
            SmallestShare * known.Select(profile => profile.Baseline.Allocated.Sum(type => type.BytesPerOp)).DefaultIfEmpty(0).Average()
        );
        return Find(known, types, (side, type) => side.Allocated.Where(own => own.Type == type).Sum(own => own.BytesPerOp), _ => least);
    }

    /// <param name="profiles">Of one benchmark; those in which a side has no figures do not count.</param>
    /// <returns>The generations that are collected more or less often.</returns>
    public static ImmutableArray<FigureChange> FindCollections(ImmutableArray<ProfileLine> profiles)
    {
        ProfileLine[] known =
        [
            .. profiles.Where(profile => profile is { Baseline.Collections.IsDefault: false, Candidate.Collections.IsDefault: false }),
        ];
        return Find(known, ["0", "1", "2"], (side, generation) => side.Collections[generation[0] - '0'], larger => SmallestShare * larger);
    }

    private static ImmutableArray<FigureChange> Find(
        ProfileLine[] known,
        string[] names,
        Func<SideProfile, string, double> select,
        Func<double, double> chooseLeast
    )
    {
        if (known.Length < Explanation.FewestPairs)
        {
            return [];
        }

        FigureChange[] changes = [.. names.Select(name => Compare(known, name, select))];
        return
        [
            .. changes
                .Zip(Holm.Adjust([.. changes.Select(change => change.Difference.PValue)]))
                .Where(pair => pair.Second <= Level)
                .Select(pair => pair.First)
                .Where(change =>
                    change.Difference.Value != 0
                    && Math.Abs(change.Difference.Value) >= chooseLeast(Math.Max(change.Baseline, change.Candidate))
                )
                .OrderByDescending(change => Math.Abs(change.Difference.Value)),
        ];
    }

    private static FigureChange Compare(ProfileLine[] known, string name, Func<SideProfile, string, double> select)
    {
        double[] before = [.. known.Select(profile => select(profile.Baseline, name))];
        double[] after = [.. known.Select(profile => select(profile.Candidate, name))];
        return new FigureChange(
            name,
            before.Average(),
            after.Average(),
            Estimate.FromValues([.. after.Zip(before, (candidate, baseline) => candidate - baseline)])
        );
    }
}
