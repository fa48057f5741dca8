using System.Text;
using System.Xml;

namespace ConcurrencyBench.Reporting.Charts;

/// <summary>Text that is data: whatever a benchmark is called can be drawn.</summary>
internal static class SvgText
{
    private const char Replacement = '\uFFFD';
    private const char StartIsolate = '\u2068';
    private const char EndIsolate = '\u2069';
    private const double Narrowest = 0.32;

    // Less of a class says nothing.
    private const int FewestOfClass = 3;

    /// <returns>
    /// The text with an escape such as <c>\u001b</c> for what XML cannot hold (control characters), and for what turns the text
    /// behind it round; halves of surrogate pairs are replaced. The isolates of <see cref="Isolate"/> stay.
    /// </returns>
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
                _ =
                    char.IsSurrogate(text[i]) ? clean.Append(Replacement)
                    : XmlConvert.IsXmlChar(text[i]) && !TurnsRound(text[i]) ? clean.Append(text[i])
                    : clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            }
        }

        return clean.ToString();
    }

    /// <returns>A name for the middle of a sentence: one that is written from right to left turns no figure beside it round.</returns>
    public static string Isolate(string name) =>
        Ascii.IsValid(name)
            ? name
            : $"{StartIsolate}{Clean(name).Replace(StartIsolate, Replacement).Replace(EndIsolate, Replacement)}{EndIsolate}";

    // Embeddings, overrides, and isolates of a direction: names need none of them.
    private static bool TurnsRound(char character) => character is (>= '\u202A' and <= '\u202E') or '\u2066' or '\u2067';

    /// <returns>The text, its middle left out where it is wider than it may be.</returns>
    /// <param name="text">The text.</param>
    /// <param name="pixels">How wide it may be.</param>
    /// <param name="fontSize">Pixels.</param>
    public static string FitWidth(string text, double pixels, double fontSize = Svg.FontSize)
    {
        bool Fits(string part) => EstimateWidth(part) * fontSize <= pixels;
        if (Fits(text))
        {
            return text;
        }

        int fitting = 1;
        int most = Math.Max(1, (int)(pixels / (fontSize * Narrowest)));
        while (fitting < most)
        {
            int middle = (fitting + most + 1) / 2;
            (fitting, most) = Fits(Fit(text, middle)) ? (middle, most) : (fitting, middle - 1);
        }

        return Fit(text, fitting);
    }

    /// <returns>
    /// The name of a benchmark, shortened where it is wider than it may be. Its class gives way first: what stands together in a picture
    /// often is of one class, and differs behind it.
    /// </returns>
    /// <inheritdoc cref="FitWidth"/>
    public static string FitName(string text, double pixels, double fontSize = Svg.FontSize)
    {
        int end = text.AsSpan().IndexOfAny(' ', ',', '(');
        int dot = text.AsSpan(0, end < 0 ? text.Length : end).LastIndexOf('.');
        if (dot <= 0 || EstimateWidth(text) * fontSize <= pixels)
        {
            return FitWidth(text, pixels, fontSize);
        }

        string own = text[dot..];
        double room = (pixels / fontSize) - EstimateWidth($"…{own}");
        StringInfo characters = new(text[..dot]);
        int kept = characters.LengthInTextElements - 1;
        while (kept > 0 && EstimateWidth(characters.SubstringByTextElements(0, kept)) > room)
        {
            kept--;
        }

        string fitting =
            kept >= FewestOfClass
                ? $"{characters.SubstringByTextElements(0, kept)}…{own}"
                : $"…{FitWidth(own[1..], pixels - (EstimateWidth("…") * fontSize), fontSize)}";
        return EstimateWidth(fitting) * fontSize <= pixels ? fitting : FitWidth(text, pixels, fontSize);
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
    public static double EstimateWidth(string text) => text.EnumerateRunes().Sum(EstimateWidth);

    private static double EstimateWidth(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
            _ when rune.Value is 'M' or 'W' or 'm' => 1,
            UnicodeCategory.UppercaseLetter => 0.68,
            _ => rune.Value switch
            {
                >= 0x1100 => 1,
                'w' => 0.85,
                'i' or 'l' or 'j' or '.' or ',' or ':' or ' ' or '|' => Narrowest,
                _ => 0.57,
            },
        };
}
