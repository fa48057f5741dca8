using System.Collections.Immutable;
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
            text.Append('\n');
            switch (block)
            {
                case Heading heading:
                    text.Append("### ").Append(Escape(heading.Text)).Append('\n');
                    break;
                case Paragraph paragraph:
                    string bold = paragraph.Tone == Tone.Neutral ? "" : "**";
                    text.Append(bold).Append(Escape(paragraph.Text)).Append(bold).Append('\n');
                    break;
                case Bullets bullets:
                    text.AppendJoin("", bullets.Items.Select(item => $"- {Escape(item)}\n"));
                    break;
                case Grid grid:
                    Render(text, grid);
                    break;
                case Links links:
                    text.AppendJoin(
                        "",
                        links.Items.Select(item => $"- [{Escape(item.Text)}]({RelativeLink.Encode(item.Link)}): {Escape(item.About)}\n")
                    );
                    break;
                case Picture picture:
                    text.Append("![").Append(Escape(picture.Title)).Append("](").Append(picture.Id).Append(".svg)\n");
                    break;
            }
        }

        return text.ToString();
    }

    private static void Render(StringBuilder text, Grid grid)
    {
        text.Append("| ").AppendJoin(" | ", grid.Columns.Select(column => Escape(column.Name))).Append(" |\n");
        text.Append('|').AppendJoin('|', grid.Columns.Select(column => column.IsNumber ? "--:" : "---")).Append("|\n");
        foreach (ImmutableArray<Cell> row in grid.Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Render)).Append(" |\n");
        }
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
