using ConcurrencyBench.Compare.Duets;

namespace ConcurrencyBench.Compare.Tests.Duets;

public sealed class CompilationsTests
{
    [Fact]
    public void Count_SomeTurnsCompiled_IsTheirSum() => Assert.Equal(3, Count((0, 100), (2, 100), (1, 100)));

    [Fact]
    public void Count_NothingCompiled_IsZero() => Assert.Equal(0, Count((0, 1), (0, 1), (0, 1)));

    /// <summary>A benchmark that compiles an expression or a regular expression does so each time.</summary>
    [Fact]
    public void Count_EachInvocationCompiledAsMany_IsZero() => Assert.Equal(0, Count((20, 10), (20, 10), (24, 12)));

    [Fact]
    public void Count_EachInvocationCompiledAnotherNumber_IsTheirSum() => Assert.Equal(8, Count((2, 1), (3, 1), (3, 1)));

    [Fact]
    public void Count_TwoTurns_TellNothing() => Assert.Equal(2, Count((1, 1), (1, 1)));

    [Theory]
    [InlineData(80e6, 1, 4, 0)]
    [InlineData(60e6, 100, 2, 0)]
    [InlineData(60e6, 100, 3, 300)]
    [InlineData(19e6, 1, 1, 1)]
    public void Count_LongTurns_AMethodIn20MillisecondsOrFewTurnsWithManyDoNotMatter(
        double nanoseconds,
        long methods,
        int compiling,
        long expected
    ) =>
        Assert.Equal(
            expected,
            Compilations.Count([.. Enumerable.Range(0, 8).Select(i => new CompilingTurn(i < compiling ? methods : 0, 1, nanoseconds))])
        );

    private static long Count(params (long Methods, long Invocations)[] turns) =>
        Compilations.Count([.. turns.Select(turn => new CompilingTurn(turn.Methods, turn.Invocations, 4e6))]);
}
