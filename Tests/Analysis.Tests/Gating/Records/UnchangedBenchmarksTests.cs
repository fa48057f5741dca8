using ConcurrencyBench.Analysis.Gating.Records;
using FsCheck;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Gating.Records;

public sealed class UnchangedBenchmarksTests
{
    [Property]
    public bool Draw_AnyBenchmarks_ChecksATenthOfTheUnaffectedRoundedUp(int seed, byte unaffected, byte affected)
    {
        UnchangedBenchmarks unchanged = Draw(unaffected, affected, seed);
        return unchanged.Checks.Length == (int)Math.Ceiling(unaffected / 10.0)
            && unchanged.Checks.Length + unchanged.NotMeasured.Length == unaffected
            && unchanged.Checks.Concat(unchanged.NotMeasured).Order(StringComparer.Ordinal).SequenceEqual(CreateNames("U", unaffected));
    }

    [Property]
    public bool Draw_AnyBenchmarks_LeavesOutNoneThatIsAffected(int seed, byte unaffected, byte affected) =>
        !Draw(unaffected, affected, seed).NotMeasured.Intersect(CreateNames("A", affected)).Any();

    /// <summary>Machines that share out a run draw by themselves, and must agree.</summary>
    [Property]
    public bool Draw_TheSameSeed_IsTheSameInAnyOrder(int seed, byte unaffected, byte affected)
    {
        UnchangedBenchmarks one = Draw(unaffected, affected, seed);
        UnchangedBenchmarks other = UnchangedBenchmarks.Draw(
            [.. CreateNames("A", affected).Concat(CreateNames("U", unaffected)).Reverse()],
            CreateMethods(unaffected),
            seed
        );
        return one.Checks.SequenceEqual(other.Checks) && one.NotMeasured.SequenceEqual(other.NotMeasured);
    }

    // The first by SHA-256 of "7 U0()" to "7 U29()".
    [Fact]
    public void Draw_AKnownSeed_IsTheSameOnEveryMachine() => Assert.Equal(["U0()", "U27()", "U28()"], Draw(30, 0, seed: 7).Checks);

    [Fact]
    public void Draw_ManySeeds_EveryBenchmarkIsACheckAboutOnceInTen()
    {
        const int Seeds = 1000;
        Dictionary<string, int> counts = Enumerable
            .Range(0, Seeds)
            .SelectMany(seed => Draw(50, 0, seed).Checks)
            .CountBy(name => name)
            .ToDictionary();

        // Binomial: 1000 · 0.1 = 100, SD 9.5; five of them to either side.
        Assert.Equal(50, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 52, 148));
    }

    [Theory]
    [InlineData("N.T.Run", true)]
    [InlineData("N.T.Run(text: \"a(b\")", true)]
    [InlineData("N.T.Runs", false)]
    [InlineData("N.T", false)]
    public void Draw_ParametersOfABenchmark_DoNotCount(string name, bool isUnaffected)
    {
        UnchangedBenchmarks unchanged = UnchangedBenchmarks.Draw([name], new HashSet<string> { "N.T.Run" }, seed: 1);
        Assert.Empty(unchanged.NotMeasured);
        Assert.Equal(isUnaffected ? [name] : [], unchanged.Checks);
    }

    private static UnchangedBenchmarks Draw(int unaffected, int affected, int seed) =>
        UnchangedBenchmarks.Draw([.. CreateNames("U", unaffected), .. CreateNames("A", affected)], CreateMethods(unaffected), seed);

    private static HashSet<string> CreateMethods(int unaffected) => [.. CreateNames("U", unaffected).Select(name => name[..^2])];

    private static IEnumerable<string> CreateNames(string prefix, int count) =>
        Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{prefix}{i}()")).Order(StringComparer.Ordinal);
}
