using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Sources;

public sealed class DuplicateFinderTests
{
    [Fact]
    public void Find_SixEqualLinesInTwoFiles_GivesThePlaces()
    {
        DuplicateBlock block = Assert.Single(Find(Number(1, 6), "other();\n" + Number(1, 6)));
        Assert.Equal("P0/File.cs:1 = P1/File.cs:2: 6 lines from 'call(1);'", block.ToString());
        Assert.True(block.IsAcrossProjects);
    }

    [Fact]
    public void Find_FiveEqualLines_GivesNone() => Assert.Empty(Find(Number(1, 5), Number(1, 5)));

    [Fact]
    public void Find_MoreThanSixEqualLines_GivesOneBlock() =>
        Assert.Equal(20, Assert.Single(Find(Number(1, 20) + "a();", Number(1, 20) + "b();")).Runs[0].Lines.Length);

    [Fact]
    public void Find_LinesThatSayNothingLieBetween_PassesThemOver()
    {
        string withGaps = $"using System;\nnamespace A;\n{Number(1, 3)}\n{{\n}}\n    {Number(4, 6)}";
        Assert.Single(Find(withGaps, $"using System.Linq;\nnamespace B;\n{Number(1, 6)}"));
    }

    [Fact]
    public void Find_OnlyUsingsAreEqual_GivesNone()
    {
        string usings = string.Concat(Enumerable.Range(1, 9).Select(number => $"using System.N{number};\n"));
        Assert.Empty(Find(usings, usings));
    }

    [Fact]
    public void Find_ThreePlaces_AreOneBlock()
    {
        ImmutableArray<DuplicateBlock> blocks = Find(Number(1, 6) + "a();", Number(1, 6) + "b();", Number(1, 6) + "c();");
        Assert.Equal(3, Assert.Single(blocks).Runs.Length);
        Assert.Equal(18, DuplicateBlock.CountLines(blocks));
    }

    [Fact]
    public void Find_TwoPlacesOfOneFile_AreWithinAProject() =>
        Assert.False(Assert.Single(Find(Number(1, 6) + "a();\n" + Number(1, 6))).IsAcrossProjects);

    /// <summary>Lines 1 to 6 of ten equal ones are not a second place of lines 2 to 7.</summary>
    [Fact]
    public void Find_OneLineIsRepeated_DoesNotOverlap() => Assert.Empty(Find(string.Concat(Enumerable.Repeat("call();\n", 10))));

    [Fact]
    public void CountLines_ALongBlockHoldsAShortOne_CountsEachLineOnce()
    {
        ImmutableArray<DuplicateBlock> blocks = Find(Number(1, 10) + "a();", Number(1, 10) + "b();", Number(1, 6) + "c();");
        Assert.Equal([10, 6], blocks.Select(block => block.Runs[0].Lines.Length));
        Assert.Equal(26, DuplicateBlock.CountLines(blocks));
    }

    private static string Number(int first, int last) =>
        string.Concat(Enumerable.Range(first, last - first + 1).Select(number => $"call({number});\n"));

    private static ImmutableArray<DuplicateBlock> Find(params string[] texts) =>
        DuplicateFinder.Find([.. texts.Index().Select(text => SourceFile.Parse($"P{text.Index}/File.cs", $"P{text.Index}", text.Item))]);
}
