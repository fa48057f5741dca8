namespace ConcurrencyBench.House.Tests.Sources;

public sealed class NameFinderTests
{
    [Fact]
    public void FindMethodsNamedOf_DeclarationsCount_CallsDoNot() =>
        Assert.Equal(
            [2, 3],
            NameFinder
                .FindMethodsNamedOf(
                    SourceText.Parse("class A {\nint Of() => 1;\nvoid B() { int Of<T>() => A.Of(); }\nint Offer() => Of(); }")
                )
                .Select(place => place.Line)
        );

    [Theory]
    [InlineData("int _b; int C => this._b;", 1)]
    [InlineData("int _b; void C() { this._b = 1; D(this._b); }", 2)]
    [InlineData("A C() => this; void D() => this.Extended(); int this[int i] => i;", 0)]
    public void FindQualified_FieldsAndProperties_AreFound(string members, int expected) =>
        Assert.Equal(expected, NameFinder.FindQualified(SourceText.Parse($"class A {{ {members} }}")).Count());

    [Theory]
    [InlineData("double Time { get; }", "Time")]
    [InlineData("double? ElapsedTime { get; }", "ElapsedTime")]
    [InlineData("long _timeout;", "_timeout")]
    [InlineData("int first, waitLimit;", "waitLimit")]
    [InlineData("void Method(int delay, double interval) { }", "delay", "interval")]
    [InlineData("double TimeSeconds { get; } TimeSpan Timeout { get; } int runtime; string Delay; double LimitRatio;")]
    public void FindUnitlessTimes_NumbersOnly_GivesTheirNames(string member, params string[] names) =>
        Assert.Equal(names, NameFinder.FindUnitlessTimes(SourceText.Parse($"class A {{ {member} }}")).Select(time => time.Name));

    [Fact]
    public void FindUnitlessTimes_ARecord_LooksAtItsParameters() =>
        Assert.Equal(
            "Project/File.cs:1: double Duration",
            Assert.Single(NameFinder.FindUnitlessTimes(SourceText.Parse("record A(double Duration);"))).ToString()
        );
}
