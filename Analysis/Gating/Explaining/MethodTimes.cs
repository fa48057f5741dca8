using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>Computes the time of each method in each pair from its samples.</summary>
internal static class MethodTimes
{
    /// <summary>A method that takes less than this share of the operation on both sides is left out.</summary>
    public const double SmallestShare = 0.01;

    // Of one side: with so many samples none on the other is no chance.
    private const double SmallestShareOfOneSide = 0.005;

    /// <param name="profiles">Of one benchmark.</param>
    /// <param name="operation">The whole operation.</param>
    public static ImmutableArray<MethodChange> Compare(ImmutableArray<ProfileLine> profiles, SideTimes operation)
    {
        ImmutableDictionary<string, MethodPresence> presences = FindPresences(profiles);
        ILookup<string, ProfiledFrame> frames = profiles
            .SelectMany(profile => profile.Baseline.Frames.Concat(profile.Candidate.Frames))
            .ToLookup(frame => frame.Name);
        SampleCounts[] before = [.. profiles.Select(profile => SampleCounts.Count(profile.Baseline, presences))];
        SampleCounts[] after = [.. profiles.Select(profile => SampleCounts.Count(profile.Candidate, presences))];
        double least = SmallestShare * Math.Min(operation.Baseline, operation.Candidate);
        SideTimes CreateTimes(string method, Func<SampleCounts, IReadOnlyDictionary<string, int>> select) =>
            SideTimes.FromPairs(
                [.. before.Select(counts => counts.ComputeTime(select(counts).GetValueOrDefault(method)))],
                [.. after.Select(counts => counts.ComputeTime(select(counts).GetValueOrDefault(method)))]
            );
        return
        [
            .. presences
                .Keys.Select(method => new MethodChange(
                    method,
                    frames[method].First().IsFramework,
                    presences[method],
                    CreateTimes(method, counts => counts.Own),
                    CreateTimes(method, counts => counts.Self),
                    CreateTimes(method, counts => counts.Inclusive)
                )
                {
                    HasChangedCode = frames[method].Any(frame => frame.HasChanged),
                    ChangedInlinees =
                    [
                        .. frames[method]
                            .Where(frame => !frame.ChangedInlinees.IsDefault)
                            .SelectMany(frame => frame.ChangedInlinees)
                            .Distinct()
                            .Order(StringComparer.Ordinal),
                    ],
                    Through = FindThrough(method, before, after, presences),
                })
                .Where(change => Math.Max(change.Inclusive.Baseline, change.Inclusive.Candidate) >= least),
        ];
    }

    private static ImmutableDictionary<string, MethodPresence> FindPresences(ImmutableArray<ProfileLine> profiles)
    {
        Dictionary<string, double> before = SumShares(profiles.Select(profile => profile.Baseline));
        Dictionary<string, double> after = SumShares(profiles.Select(profile => profile.Candidate));
        double least = SmallestShareOfOneSide * profiles.Length;
        return before
            .Keys.Union(after.Keys)
            .ToImmutableDictionary(
                method => method,
                method =>
                    (before.GetValueOrDefault(method), after.GetValueOrDefault(method)) switch
                    {
                        (0, var share) when share >= least => MethodPresence.CandidateOnly,
                        (var share, 0) when share >= least => MethodPresence.BaselineOnly,
                        _ => MethodPresence.Both,
                    }
            );
    }

    private static Dictionary<string, double> SumShares(IEnumerable<SideProfile> sides)
    {
        Dictionary<string, double> shares = [];
        foreach (SideProfile side in sides)
        {
            foreach (ProfiledStack stack in side.Stacks)
            {
                foreach (int frame in stack.Frames.Distinct())
                {
                    string name = side.Frames[frame].Name;
                    shares[name] = shares.GetValueOrDefault(name) + ((double)stack.Samples / side.Samples);
                }
            }
        }

        return shares;
    }

    private static ImmutableArray<(string, MethodPresence, double)> FindThrough(
        string owner,
        SampleCounts[] before,
        SampleCounts[] after,
        ImmutableDictionary<string, MethodPresence> presences
    ) =>
        [
            .. before
                .Concat(after)
                .SelectMany(counts => counts.Through.Keys)
                .Where(through => through.Owner == owner)
                .Distinct()
                .Select(through =>
                    (through.Method, presences[through.Method], Nanoseconds: ComputeMean(after, through) - ComputeMean(before, through))
                )
                .OrderByDescending(through => Math.Abs(through.Nanoseconds)),
        ];

    private static double ComputeMean(SampleCounts[] sides, (string, string) through) =>
        sides.Average(counts => counts.ComputeTime(counts.Through.GetValueOrDefault(through)));
}
