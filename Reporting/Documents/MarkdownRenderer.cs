using System.Text;
using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>Draws a document as GitHub Markdown.</summary>
internal static class MarkdownRenderer
{
    /// <returns>The text, its lines ended by \n.</returns>
    public static string Render(string title, ImmutableArray<Block> blocks)
    {
        StringBuilder text = new($"## {Escape(title)}\n");
        foreach (Block block in blocks)
        {
            text.Append('\n').Append(Render(block));
        }

        return text.ToString();
    }

    private static string Render(Block block) =>
        block switch
        {
            Heading heading => $"### {Escape(heading.Text)}\n",
            Paragraph { Tone: Tone.Neutral } paragraph => $"{Escape(paragraph.Text)}\n",
            Paragraph paragraph => $"**{Escape(paragraph.Text)}**\n",
            Bullets bullets => string.Concat(bullets.Items.Select(item => $"- {Escape(item)}\n")),
            CodeSnippet code => $"```csharp\n{code.Text}\n```\n",
            Meter meter => $"{Escape(meter.ToString())}\n",
            Grid grid => Render(grid),
            Links links => string.Concat(
                links.Items.Select(item => $"- [{Escape(item.Text)}]({RelativeLink.Encode(item.Link)}): {Escape(item.About)}\n")
            ),
            Picture picture => $"![{Escape(picture.Title)}]({picture.Id}.svg)\n",
            _ => throw new UnreachableException(),
        };

    private static string Render(Grid grid)
    {
        StringBuilder text = new();
        text.Append("| ").AppendJoin(" | ", grid.Columns.Select(column => Escape(column.Name))).Append(" |\n");
        text.Append('|').AppendJoin('|', grid.Columns.Select(column => column.IsNumber ? "--:" : "---")).Append("|\n");
        foreach (ImmutableArray<Cell> row in grid.Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Render)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Render(Cell cell)
    {
        string text = cell.Tone is Tone.Bad or Tone.Good ? $"**{Escape(cell.Text)}**" : Escape(cell.Text);
        return cell.Link is { } link ? $"[{text}]({RelativeLink.Encode(link)})" : text;
    }

    // Names of benchmarks hold brackets, quotes and pipes, and may hold HTML, formulas and control characters.
    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char character in SvgText.Clean(text))
        {
            _ = character switch
            {
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$' => escaped.Append('\\').Append(character),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '\r' or '\n' => escaped.Append(' '),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
