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
                Heading heading => CreateElement("h2", new XAttribute("id", CreateAnchor(headings++)), heading.Text),
                Paragraph paragraph => CreateElement("p", CreateToneClass(paragraph.Tone), paragraph.Text),
                Bullets bullets => CreateElement("ul", bullets.Items.Select(item => CreateElement("li", item))),
                CodeSnippet code => CreateElement("pre", CreateElement("code", code.Text)),
                Grid grid => Scrolling(Table(grid), NameTable(grid, section)),
                Picture picture => CreateElement("div", Figure(picture), Values(picture)),
                Links links => CreateElement(
                    "ul",
                    links.Items.Select(item => CreateElement("li", CreateElement("a", Href(item.Link), item.Text), $": {item.About}"))
                ),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    /// <summary>The id of a heading by its place among them, 0 and up.</summary>
    public static string CreateAnchor(int heading) => string.Create(CultureInfo.InvariantCulture, $"section-{heading + 1}");

    /// <summary>An element of HTML; text in it is data.</summary>
    public static XElement CreateElement(string name, params object?[] content) =>
        new(name, content.Select(item => item is string text ? SvgText.Clean(text) : item));

    public static XAttribute CreateAttribute(string name, string value) => new(name, SvgText.Clean(value));

    // What is wider than the window scrolls by itself, with the keyboard too; the page never does.
    private static XElement Scrolling(XElement content, string name) =>
        CreateElement(
            "div",
            CreateAttribute("class", "scroll"),
            CreateAttribute("role", "region"),
            CreateAttribute("tabindex", "0"),
            CreateAttribute("aria-label", name),
            content
        );

    private static XElement Figure(Picture picture) =>
        CreateElement("figure", Scrolling(new XElement(picture.Svg), picture.Title), CreateElement("figcaption", picture.Caption));

    private static XElement Values(Picture picture) =>
        CreateElement(
            "details",
            CreateElement("summary", $"Values: {picture.Title}"),
            Scrolling(Table(picture.Values), $"Values: {picture.Title}")
        );

    private static XElement Table(Grid grid) =>
        CreateElement(
            "table",
            CreateElement("thead", CreateElement("tr", grid.Columns.Select(CreateHead))),
            CreateElement(
                "tbody",
                grid.Rows.Select(row =>
                    CreateElement(
                        "tr",
                        row.Select((cell, i) => CreateCell(cell, i == 0, i < grid.Columns.Length && grid.Columns[i].IsNumber))
                    )
                )
            )
        );

    // A head that says nothing is none.
    private static XElement CreateHead(Column column) =>
        column.Name.Length == 0
            ? CreateElement("td")
            : CreateElement(
                "th",
                CreateAttribute("scope", "col"),
                column.IsNumber ? CreateAttribute("class", "number") : null,
                column.Name
            );

    private static XElement CreateCell(Cell cell, bool isHead, bool isNumber)
    {
        string[] classes =
        [
            .. new[] { isNumber ? "number" : null, cell.Text.Length > LongText ? "long" : null, NameToneClass(cell.Tone) }.OfType<string>(),
        ];
        return CreateElement(
            isHead ? "th" : "td",
            isHead ? CreateAttribute("scope", "row") : null,
            classes is [] ? null : CreateAttribute("class", string.Join(' ', classes)),
            cell.Link is { } link ? CreateElement("a", Href(link), cell.Text) : cell.Text
        );
    }

    private static XAttribute Href(string link) => CreateAttribute("href", RelativeLink.Encode(link));

    private static XAttribute? CreateToneClass(Tone tone) => NameToneClass(tone) is { } name ? CreateAttribute("class", name) : null;

    private static string? NameToneClass(Tone tone) =>
        tone switch
        {
            Tone.Good => "good",
            Tone.Bad => "bad",
            Tone.Uncertain => "doubt",
            Tone.Neutral => null,
        };

    // Whoever goes from table to table hears which is which.
    private static string NameTable(Grid grid, string section)
    {
        IEnumerable<string> columns = grid.Columns.Select(column => column.Name).Where(name => name.Length > 0).Take(3);
        return $"Table: {(section.Length > 0 ? $"{section}: " : "")}{string.Join(", ", columns)}";
    }
}
