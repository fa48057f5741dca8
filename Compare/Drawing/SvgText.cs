using System.Globalization;
using System.Text;
using System.Xml;

namespace ConcurrencyBench.Compare.Drawing;

/// <summary>Text that is data: whatever a benchmark is called can be drawn.</summary>
internal static class SvgText
{
    private const char Replacement = '\uFFFD';

    /// <returns>The text without what XML cannot hold: control characters and halves of surrogate pairs.</returns>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else
            {
                clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : Replacement);
            }
        }

        return clean.ToString();
    }

    /// <returns>The text, its middle left out where it is longer than a number of characters as people count them.</returns>
    public static string Fit(string text, int most)
    {
        StringInfo characters = new(text);
        int length = characters.LengthInTextElements;
        int head = most * 2 / 3;
        int tail = most - head - 1;
        return length <= most
            ? text
            : $"{characters.SubstringByTextElements(0, head)}…{(tail > 0 ? characters.SubstringByTextElements(length - tail) : "")}";
    }

    /// <returns>About how wide a text is, in multiples of the font's size: no font is at hand to ask.</returns>
    public static double Width(string text) => text.EnumerateRunes().Sum(WidthOf);

    private static double WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        UnicodeCategory.UppercaseLetter => 0.68,
        _ => rune.Value switch { >= 0x1100 => 1, 'm' or 'w' => 0.85, 'i' or 'l' or 'j' or '.' or ',' or ':' or ' ' or '|' => 0.32, _ => 0.57 },
    };
}
