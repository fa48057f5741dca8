using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Tests.Loading.Tables;

public class MarkdownTablesTests
{
    [Theory]
    [InlineData("| Method | N | Mean |\n|--- |--- |---:|\n| Run | 1 | 2 ns |")]
    [InlineData(" Method | N | Mean |\n------- |-- |-----:|\n Run | 1 | 2 ns |")]
    [InlineData("Method | N | Mean\n--- | --- | ---\nRun | 1 | 2 ns")]
    [InlineData("||Method ||N ||Mean ||\n| *Run* | *1* | *2 ns* |")]
    [InlineData("    | Method | N | Mean |\n    |---|---|---|\n    | **Run** | **1** | **2 ns** |")]
    [InlineData("> > | Method | N | Mean |\n> > |---|---|---|\n> > | `Run` | 1 | 2 ns |")]
    [InlineData(
        "Some prose | with a bar.\n```\n| Method | N | Mean |\n|--- |--- |---:|\n|   | | |\n| Run | 1 | 2 ns |\n```\nMore | prose."
    )]
    public void Find_OneTable_HasItsHeadsAndRows(string text)
    {
        SourceTable table = Assert.Single(MarkdownTables.Find(text.Split('\n')));

        Assert.Equal(["Method", "N", "Mean"], table.Heads);
        Assert.Equal(["Run", "1", "2 ns"], Assert.Single(table.Rows).Cells);
    }

    [Theory]
    [InlineData(@"| a\|b | 2 ns |", "a|b")]
    [InlineData("| a|b | 2 ns |", "a|b")]
    [InlineData("| &lt;c&gt; &amp; &#39;d&#39; | 2 ns |", "<c> & 'd'")]
    [InlineData("| **a** b** | 2 ns |", "a** b")]
    [InlineData("| 2 * 3 * 4 | 2 ns |", "2 * 3 * 4")]
    public void Find_CellWithMarks_IsItsText(string row, string expected) =>
        Assert.Equal(expected, Assert.Single(MarkdownTables.Find(["| Method | Mean |", "|---|---|", row])).Rows[0].Cells[0]);

    [Fact]
    public void Find_RowWithOtherCells_IsKeptWithItsLine()
    {
        SourceTable table = Assert.Single(
            MarkdownTables.Find(["# Title", "| Method | Mean |", "|---|---|", "| a | b | c |", "| Run | 2 ns |"])
        );

        Assert.Equal([4, 5], table.Rows.Select(row => row.Line));
        Assert.Equal(["a", "b", "c"], table.Rows[0].Cells);
        Assert.Equal(["# Title"], table.Preamble);
    }

    [Fact]
    public void Find_SeveralTables_AreApart()
    {
        string[] lines =
        [
            "| Method | Mean |",
            "|---|---|",
            "| A | 1 ns |",
            "",
            "| Name | Value |",
            "|---|---|",
            "| x | 1 |",
            "then",
            "| Method | Mean |",
            "|---|---|",
            "| B | 2 ns |",
        ];

        Assert.Equal(["A", "B"], MarkdownTables.Find(lines).Select(table => Assert.Single(table.Rows).Cells[0]));
    }
}
