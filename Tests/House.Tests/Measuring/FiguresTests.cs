using ConcurrencyBench.House.Tests.Checkouts;

namespace ConcurrencyBench.House.Tests.Measuring;

public sealed class FiguresTests
{
    [Fact]
    public void Measure_AFile_CountsLinesAndCharacters()
    {
        Figures figures = Measure("class A\n{\n\n    int b;\n}\n");
        Assert.Equal((5, 4, 13, 10), (figures.Lines, figures.LinesWithText, figures.Characters, figures.WidestLine));
    }

    /// <summary>Functions of 1, 2, … 10 lines: five are not longer than 5, nine are not longer than 9.</summary>
    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.9, 9)]
    [InlineData(1, 10)]
    public void GetFunctionLines_TenFunctions_GivesTheNearestRank(double share, int expected)
    {
        IEnumerable<string> functions = Enumerable.Range(1, 10).Select(lines => $"int F{lines}(){new string('\n', lines - 1)} => 1;\n");
        Assert.Equal(expected, Measure($"class A {{ {string.Concat(functions)} }}").GetFunctionLines(share));
    }

    [Fact]
    public void GetFunctionLines_NoFunction_IsZero() => Assert.Equal(0, Measure("").GetFunctionLines(0.9));

    [Fact]
    public void QuestionShare_OneOfTwo_IsAHalf() =>
        Assert.Equal(0.5, Measure("/// <summary>What.</summary>\nclass A;\n/// <summary>That.</summary>\nclass B;").QuestionShare);

    private static Figures Measure(string text) => Figures.Measure("Project", [SourceFile.Parse("Project/File.cs", "Project", text)]);
}
