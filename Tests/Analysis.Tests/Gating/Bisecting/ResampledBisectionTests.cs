using ConcurrencyBench.Analysis.Gating.Bisecting;

namespace ConcurrencyBench.Analysis.Tests.Gating.Bisecting;

/// <summary>Bisections of 31 commits, one of which is 5 % slower, with pairs that were really measured.</summary>
public sealed class ResampledBisectionTests(ITestOutputHelper output)
{
    private const int Commits = 31;

    [Theory(Timeout = TestLimit.Long)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    [Trait("Length", "Long")]
    public void FivePercentAmong31_200Runs_FindAtLeast95PercentOfThem(double probability)
    {
        int found = 0,
            all = 0;
        foreach (RecordedPairs pairs in RecordedPairs.All)
        {
            Outcome[] outcomes = [.. Enumerable.Range(0, 200).Select(seed => Search(pairs, seed, probability))];
            int right = outcomes.Count(own => own.IsRight);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{probability} {pairs.Benchmark}: {right} right, {outcomes.Count(own => own.IsWrong)} wrong, "
                        + $"{outcomes.Average(own => own.Pairs):0.0} pairs, {outcomes.Max(own => own.Pairs)} at most, "
                        + $"{outcomes.Average(own => own.Builds):0.0} builds"
                )
            );
            found += right;
            all += outcomes.Length;
        }

        Assert.InRange(found, 0.95 * all, all);
    }

    private static Outcome Search(RecordedPairs pairs, int seed, double probability)
    {
        Random random = new(seed);
        int planted = random.Next(1, Commits + 1);
        (BisectRun run, int builds) = SimulatedBisection.Run(
            Commits,
            commit => pairs.Draw(commit >= planted, random),
            probability: probability
        );
        CommitRange? range = run.Range;
        bool isFound = run.IsFound && range!.Count == 1;
        return new Outcome(isFound && range!.First == planted, isFound && range!.First != planted, run.Pairs.Length, builds);
    }

    private sealed record Outcome(bool IsRight, bool IsWrong, int Pairs, int Builds);
}
