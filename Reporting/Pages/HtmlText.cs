using System.Text;
using System.Xml.Linq;
using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>
/// Writes a tree of elements as HTML. Text and attributes are escaped here and nowhere else, so a name can never become an
/// element. Style and script are not text: they are written as they are, and only the page's own come here.
/// </summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Void = ["meta", "link", "input", "br", "hr", "img", "col", "wbr"];

    private static readonly HashSet<string> Raw = ["style", "script"];

    public static string Render(XElement root)
    {
        StringBuilder text = new("<!DOCTYPE html>\n");
        Write(text, root);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, XElement element)
    {
        // HTML knows SVG by its names alone: namespaces are not written.
        string name = element.Name.LocalName;
        text.Append('<').Append(name);
        foreach (XAttribute attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            text.Append(' ').Append(attribute.Name.LocalName).Append("=\"");
            Escape(text, attribute.Value);
            text.Append('"');
        }

        text.Append('>');
        if (Void.Contains(name))
        {
            return;
        }

        foreach (XNode node in element.Nodes())
        {
            Write(text, node, Raw.Contains(name));
        }

        text.Append("</").Append(name).Append('>');
    }

    private static void Write(StringBuilder text, XNode node, bool isRaw)
    {
        switch (node)
        {
            case XElement child:
                Write(text, child);
                break;
            case XText raw when isRaw:
                text.Append(raw.Value);
                break;
            case XText content:
                Escape(text, content.Value);
                break;
        }
    }

    private static void Escape(StringBuilder text, string value)
    {
        foreach (char character in SvgText.Clean(value))
        {
            _ = character switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '"' => text.Append("&quot;"),
                _ => text.Append(character),
            };
        }
    }
}
