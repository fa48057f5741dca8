using ConcurrencyBench.Benchmarks.CommandLine;

namespace ConcurrencyBench.Benchmarks.Tests.CommandLine;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["parallel-for", "parallel-for/ranges", "fork-join", "trial-division"];

    [Theory]
    [InlineData("parallel-fr", "parallel-for")]
    [InlineData("Parallel-For", "parallel-for")]
    [InlineData("trial", "trial-division")]
    [InlineData("forkjoin", "fork-join")]
    public void Hint_Mistyped_IsTheNearest(string written, string expected) =>
        Assert.Equal($" Did you mean '{expected}'?", NearestName.Hint(written, Names));

    [Fact]
    public void Hint_NothingNear_IsEmpty() => Assert.Equal("", NearestName.Hint("goroutine", Names));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_KnownPairs_IsLevenshtein(string left, string right, int expected) =>
        Assert.Equal(expected, NearestName.Distance(left, right));
}
