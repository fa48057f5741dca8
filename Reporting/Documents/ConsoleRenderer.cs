using ConcurrencyBench.Analysis.Formatting;
using Spectre.Console;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Draws a document on a console; plain text where it is no terminal.</summary>
internal static class ConsoleRenderer
{
    /// <param name="console">The console.</param>
    /// <param name="blocks">The document.</param>
    public static void Render(IAnsiConsole console, ImmutableArray<Block> blocks)
    {
        foreach (Block block in blocks)
        {
            Render(console, block);
        }
    }

    private static void Render(IAnsiConsole console, Block block)
    {
        switch (block)
        {
            case Heading heading:
                console.WriteLine();
                console.WriteLine(VisibleText.Escape(heading.Text), new Style(decoration: Decoration.Bold));
                break;
            case Paragraph paragraph:
                console.WriteLine(VisibleText.Escape(paragraph.Text), ChooseStyle(paragraph.Tone));
                break;
            case Meter meter:
                console.WriteLine(meter.ToString());
                break;
            case Bullets bullets:
                console.WriteLine(string.Join(Environment.NewLine, bullets.Items.Select(item => $"- {VisibleText.Escape(item)}")));
                break;
            case CodeSnippet code:
                console.WriteLine(string.Join(Environment.NewLine, code.Text.Split('\n').Select(VisibleText.Escape)));
                break;
            case Grid grid:
                console.Write(CreateTable(grid));
                break;
        }
    }

    private static Table CreateTable(Grid grid)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        foreach (Column column in grid.Columns)
        {
            TableColumn head = new(Markup.Escape(VisibleText.Escape(column.Name))) { NoWrap = column.IsNumber };
            table.AddColumn(column.IsNumber ? head.RightAligned() : head);
        }

        foreach (ImmutableArray<Cell> row in grid.Rows)
        {
            table.AddRow(row.Select(cell => new Text(VisibleText.Escape(cell.Text), ChooseStyle(cell.Tone))));
        }

        return table;
    }

    private static Style ChooseStyle(Tone tone) =>
        tone switch
        {
            Tone.Good => new Style(Color.Green),
            Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
            Tone.Uncertain => new Style(Color.Yellow),
            Tone.Neutral => Style.Plain,
        };
}
