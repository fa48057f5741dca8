namespace ConcurrencyBench.House.Tests.Sources;

public sealed class WideLineTests
{
    [Fact]
    public void Find_ALineIsWiderThanTheLimit_GivesItsPlaceAndWidth()
    {
        string text = $"{new string('a', WideLine.Limit)}\n{new string('b', WideLine.Limit + 1)}\r\n";
        Assert.Equal([new WideLine(new("Project/File.cs", 2), WideLine.Limit + 1)], WideLine.Find(SourceText.Parse(text)));
    }
}
