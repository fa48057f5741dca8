using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Tests.Gating.Explaining;

public sealed class StackTreeTests
{
    [Fact]
    public void FromProfiles_TwoPairs_AddsTimesBelowEachCallerAndWeighsPairsEqually()
    {
        // 100 ns at 10 samples and 200 ns at 20: 10 ns a sample in both; the candidate is half as fast again in Parse.
        ImmutableArray<ProfileLine> profiles =
        [
            new("B", 0, Side(100, ([0], 4), ([0, 1], 6)), Side(130, ([0], 4), ([0, 1], 9))),
            new("B", 1, Side(100, ([0], 8), ([0, 1], 12)), Side(130, ([0], 4), ([0, 1], 7), ([0, 1, 2], 2))),
        ];

        StackTree root = StackTree.FromProfiles(profiles);
        StackTree run = Assert.Single(root.Callees);
        StackTree parse = Assert.Single(run.Callees);
        StackTree added = Assert.Single(parse.Callees);

        Assert.Equal((100, 130), (Math.Round(root.BaselineNanoseconds, 9), Math.Round(root.CandidateNanoseconds, 9)));
        Assert.Equal(("Run", 100, 130), (run.Method, Math.Round(run.BaselineNanoseconds, 9), Math.Round(run.CandidateNanoseconds, 9)));
        Assert.Equal(
            ("Parse", 60, 90),
            (parse.Method, Math.Round(parse.BaselineNanoseconds, 9), Math.Round(parse.CandidateNanoseconds, 9))
        );
        Assert.Equal(("Added", 0, 10), (added.Method, added.BaselineNanoseconds, Math.Round(added.CandidateNanoseconds, 9)));
        Assert.Equal(30, parse.Difference, 1e-9);
        Assert.Equal(4, root.Depth);
    }

    [Fact]
    public void FromProfiles_APairWithoutSamples_IsLeftOut()
    {
        ImmutableArray<ProfileLine> profiles =
        [
            new("B", 0, Side(100, ([0], 10)), Side(100, ([0], 10))),
            new("B", 1, Side(900), Side(100, ([0], 10))),
        ];

        Assert.Equal(100, StackTree.FromProfiles(profiles).BaselineNanoseconds, 1e-9);
    }

    private static SideProfile Side(double nanosecondsPerOp, params (int[] Frames, int Samples)[] stacks) =>
        new(
            nanosecondsPerOp,
            [new ProfiledFrame("Run", false), new ProfiledFrame("Parse", false), new ProfiledFrame("Added", false)],
            [.. stacks.Select(stack => new ProfiledStack([.. stack.Frames], stack.Samples))]
        );
}
