using System.Xml.Linq;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Draws a document's blocks as HTML elements.</summary>
internal static class HtmlRenderer
{
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
                Meter meter => CreateElement("p", CreateElement("label", $"{meter} ", CreateProgress(meter))),
                Bullets bullets => CreateElement("ul", bullets.Items.Select(item => CreateElement("li", item))),
                CodeSnippet code => CreateElement("pre", CreateElement("code", code.Text)),
                Grid grid => Scrolling(HtmlTable.Render(grid), NameTable(grid, section)),
                Picture picture => CreateElement("div", CreateAttribute("class", "picture"), Figure(picture), Values(picture)),
                Links links => CreateElement(
                    "ul",
                    links.Items.Select(item => CreateElement("li", CreateElement("a", Href(item.Link), item.Text), $": {item.About}"))
                ),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    private static XElement CreateProgress(Meter meter) =>
        CreateElement(
            "progress",
            CreateAttribute("max", Math.Max(1, meter.Total).ToString(CultureInfo.InvariantCulture)),
            CreateAttribute("value", meter.Done.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>The id of a heading by its place among them, 0 and up.</summary>
    public static string CreateAnchor(int heading) => string.Create(CultureInfo.InvariantCulture, $"section-{heading + 1}");

    /// <summary>An element of HTML; text in it is data.</summary>
    public static XElement CreateElement(string name, params object?[] content) =>
        new(name, content.Select(item => item is string text ? SvgText.Clean(text) : item));

    public static XAttribute CreateAttribute(string name, string value) => new(name, SvgText.Clean(value));

    // What is wider than the window scrolls by itself, with the keyboard too; the page never does.
    private static XElement Scrolling(IEnumerable<XElement> content, string name) =>
        CreateElement(
            "div",
            CreateAttribute("class", "scroll"),
            CreateAttribute("role", "region"),
            CreateAttribute("tabindex", "0"),
            CreateAttribute("aria-label", name),
            content
        );

    private static XElement Figure(Picture picture) =>
        CreateElement("figure", Scrolling([new XElement(picture.Svg)], picture.Title), CreateElement("figcaption", picture.Caption));

    private static XElement Values(Picture picture) =>
        CreateElement(
            "details",
            CreateAttribute("data-of", picture.Id),
            CreateElement("summary", $"Values: {picture.Title}"),
            Scrolling(HtmlTable.Render(picture.Values), $"Values: {picture.Title}")
        );

    /// <summary>Leads to a file beside the page.</summary>
    public static XAttribute Href(string link) => CreateAttribute("href", RelativeLink.Encode(link));

    private static XAttribute? CreateToneClass(Tone tone) => NameToneClass(tone) is { } name ? CreateAttribute("class", name) : null;

    /// <summary>The class of a tone; null for none.</summary>
    public static string? NameToneClass(Tone tone) =>
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
