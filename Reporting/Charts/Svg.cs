using System.Xml.Linq;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>SVG elements with invariant numbers. Colours are classes, never attributes: one file is right in light and dark.</summary>
internal static class Svg
{
    /// <summary>The size of every text but headings, pixels.</summary>
    public const double FontSize = 12;

    /// <summary>The font size that gives the width of a bold text of that size.</summary>
    public const double StrongSize = FontSize * 1.12;

    private static readonly XNamespace Space = "http://www.w3.org/2000/svg";

    /// <param name="name">The element's name.</param>
    /// <param name="content">Attributes and children; null is nothing.</param>
    public static XElement Element(string name, params object?[] content) => new(Space + name, content);

    public static XAttribute At(string name, double value) => new(name, Number(value));

    public static XAttribute Class(string names) => new("class", names);

    /// <summary>The text that is shown when a reader points at a mark.</summary>
    public static XElement Title(string text) => Element("title", SvgText.Clean(text));

    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="classes">Colour and weight.</param>
    /// <param name="anchor">start, middle or end.</param>
    public static XElement Text(double x, double y, string text, string classes = "soft", string anchor = "start") =>
        Element(
            "text",
            At("x", x),
            At("y", y),
            Class(classes),
            anchor == "start" ? null : new XAttribute("text-anchor", anchor),
            SvgText.Clean(text)
        );

    public static XElement Line(double x1, double y1, double x2, double y2, string classes) =>
        Element("line", At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), Class(classes));

    /// <summary>A rectangle of no less than a visible width.</summary>
    public static XElement Box(double x, double y, double width, double height, string classes) =>
        Element("rect", At("x", x), At("y", y), At("width", Math.Max(width, 0.5)), At("height", height), Class(classes));

    /// <summary>A group with a text for those who point at it.</summary>
    public static XElement Group(string hover, params object?[] content) => Element("g", hover.Length == 0 ? null : Title(hover), content);

    /// <summary>Leads to a page. The keyboard has the same link in the table below the picture, and is not stopped at every mark.</summary>
    public static XElement Link(string address, XElement mark, string hover) =>
        Element("a", new XAttribute("href", address), new XAttribute("tabindex", "-1"), Title(hover), mark);

    /// <summary>A number as SVG takes it, to a tenth of a pixel; nothing that is no number gets into a picture.</summary>
    public static string Number(double value) =>
        double.IsFinite(value) ? (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture) : "0";
}
