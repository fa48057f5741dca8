using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>The frame of every picture: its paper, its name, and what a screen reader says.</summary>
internal static class Canvas
{
    /// <summary>Wide enough for a label, a plot and a figure; a page scales it.</summary>
    public const double Width = 860;

    /// <summary>The top of the first thing below the title, pixels.</summary>
    public const double Top = 34;

    /// <summary>The room for a text as wide as the paper, pixels.</summary>
    public const double TextWidth = Width - 16;

    // 14 pixels, and bold.
    private const double TitleSize = Svg.StrongSize * 14 / Svg.FontSize;

    /// <param name="id">Unique in its page: letters, digits and hyphens.</param>
    /// <param name="title">Its title.</param>
    /// <param name="description">Its content for a reader who does not see it.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="content">The drawing.</param>
    public static XElement Frame(string id, string title, string description, double height, IEnumerable<XElement> content) =>
        Svg.Element(
            "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Math.Ceiling(height)}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", $"{id}-t {id}-d"),
            Svg.Element("title", new XAttribute("id", $"{id}-t"), SvgText.Clean(title)),
            Svg.Element("desc", new XAttribute("id", $"{id}-d"), SvgText.Clean(description)),
            Svg.Box(0, 0, Width, Math.Ceiling(height), "paper"),
            Svg.Text(8, 20, SvgText.FitWidth(title, TextWidth, TitleSize), "ink title"),
            content
        );

    /// <returns>The picture as a file of its own.</returns>
    public static string File(XElement svg)
    {
        XElement whole = new(svg);
        whole.AddFirst(Svg.Element("style", Colours.ForFile));
        whole.Add(new XAttribute("width", Width), new XAttribute("height", whole.Attribute("viewBox")!.Value.Split(' ')[3]));
        return whole.ToString(SaveOptions.DisableFormatting) + "\n";
    }
}
