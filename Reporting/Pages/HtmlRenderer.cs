using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Draws a document's blocks as HTML elements.</summary>
internal static class HtmlRenderer
{
    // Longer texts are broken into lines, shorter ones never.
    private const int LongText = 40;

    public static IEnumerable<XElement> Render(ImmutableArray<Block> blocks)
    {
        int headings = 0;
        string section = "";
        foreach (Block block in blocks)
        {
            section = block is Heading { Text: var text } ? text : section;
            yield return block switch
            {
                Heading heading => Element("h2", new XAttribute("id", AnchorOf(headings++)), heading.Text),
                Paragraph paragraph => Element("p", ToneOf(paragraph.Tone), paragraph.Text),
                Bullets bullets => Element("ul", bullets.Items.Select(item => Element("li", item))),
                Grid grid => Scrolling(Table(grid), NameOf(grid, section)),
                Picture picture => Element("div", Figure(picture), Values(picture)),
                Links links => Element(
                    "ul",
                    links.Items.Select(item => Element("li", Element("a", Href(item.Link), item.Text), $": {item.About}"))
                ),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    /// <summary>The id of a heading by its place among them, 0 and up.</summary>
    public static string AnchorOf(int heading) => string.Create(CultureInfo.InvariantCulture, $"section-{heading + 1}");

    /// <summary>An element of HTML; text in it is data.</summary>
    public static XElement Element(string name, params object?[] content) =>
        new(name, content.Select(item => item is string text ? SvgText.Clean(text) : item));

    public static XAttribute Attribute(string name, string value) => new(name, SvgText.Clean(value));

    // What is wider than the window scrolls by itself, with the keyboard too; the page never does.
    private static XElement Scrolling(XElement content, string name) =>
        Element(
            "div",
            Attribute("class", "scroll"),
            Attribute("role", "region"),
            Attribute("tabindex", "0"),
            Attribute("aria-label", name),
            content
        );

    private static XElement Figure(Picture picture) =>
        Element("figure", Scrolling(new XElement(picture.Svg), picture.Title), Element("figcaption", picture.Caption));

    private static XElement Values(Picture picture) =>
        Element("details", Element("summary", $"Values: {picture.Title}"), Scrolling(Table(picture.Values), $"Values: {picture.Title}"));

    private static XElement Table(Grid grid) =>
        Element(
            "table",
            Element("thead", Element("tr", grid.Columns.Select(HeadOf))),
            Element(
                "tbody",
                grid.Rows.Select(row =>
                    Element("tr", row.Select((cell, i) => CellOf(cell, i == 0, i < grid.Columns.Length && grid.Columns[i].IsNumber)))
                )
            )
        );

    // A head that says nothing is none.
    private static XElement HeadOf(Column column) =>
        column.Name.Length == 0
            ? Element("td")
            : Element("th", Attribute("scope", "col"), column.IsNumber ? Attribute("class", "number") : null, column.Name);

    private static XElement CellOf(Cell cell, bool isHead, bool isNumber)
    {
        string[] classes =
        [
            .. new[] { isNumber ? "number" : null, cell.Text.Length > LongText ? "long" : null, ClassOf(cell.Tone) }.OfType<string>(),
        ];
        return Element(
            isHead ? "th" : "td",
            isHead ? Attribute("scope", "row") : null,
            classes is [] ? null : Attribute("class", string.Join(' ', classes)),
            cell.Link is { } link ? Element("a", Href(link), cell.Text) : cell.Text
        );
    }

    private static XAttribute Href(string link) => Attribute("href", RelativeLink.Encode(link));

    private static XAttribute? ToneOf(Tone tone) => ClassOf(tone) is { } name ? Attribute("class", name) : null;

    private static string? ClassOf(Tone tone) =>
        tone switch
        {
            Tone.Good => "good",
            Tone.Bad => "bad",
            Tone.Doubtful => "doubt",
            _ => null,
        };

    // Whoever goes from table to table hears which is which.
    private static string NameOf(Grid grid, string section) =>
        $"Table: {(section.Length > 0 ? $"{section}: " : "")}{string.Join(", ", grid.Columns.Select(column => column.Name).Where(name => name.Length > 0).Take(3))}";
}
