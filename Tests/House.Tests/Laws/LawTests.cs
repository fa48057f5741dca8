using Xunit.Sdk;

namespace ConcurrencyBench.House.Tests.Laws;

public sealed class LawTests
{
    [Fact]
    public void Holds_NoMoreThanAllowed_Passes() => Law.Holds("A law.", 2, ["a", "b"]);

    [Fact]
    public void Holds_MoreThanAllowed_NamesThemAll()
    {
        FailException failure = Assert.Throws<FailException>(() => Law.Holds("A law.", 1, ["a:1", "b:2"]));
        Assert.Contains("A law. Found 2, allowed 1:\n  a:1\n  b:2", failure.Message, StringComparison.Ordinal);
    }
}
