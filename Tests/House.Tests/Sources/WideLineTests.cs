namespace ConcurrencyBench.House.Tests.Sources;

public sealed class WideLineTests
{
    [Fact]
    public void Find_ALineIsWiderThanTheLimit_GivesItsPlaceAndWidth()
    {
        string text = $"{new string('a', WideLine.Limit)}\n{new string('b', WideLine.Limit + 1)}\r\n";
        Assert.Equal([new WideLine(new("Project/File.cs", 2), WideLine.Limit + 1)], WideLine.Find(SourceText.Parse(text)));
    }

    [Fact]
    public void Find_ALineOfAnotherLanguage_DoesNotCount()
    {
        string wide = new('x', WideLine.Limit);
        string text =
            $"class A {{ string B = @\"{wide}\"; string C =\n\"\"\"\n{wide}{wide}\n\"\"\"; string D = $@\"{wide}\";\n string E "
            + $"= \"{wide}\"; }}";
        Assert.Equal(5, Assert.Single(WideLine.Find(SourceText.Parse(text))).Place.Line);
    }
}
