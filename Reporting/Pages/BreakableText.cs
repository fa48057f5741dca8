using System.Xml.Linq;
using static ConcurrencyBench.Reporting.Pages.HtmlRenderer;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Says where a browser may break a text that has no room in one line.</summary>
internal static class BreakableText
{
    // Shorter names have room in the narrowest column.
    private const int ShortName = 18;

    // Longer heads take as many lines as they need.
    private const int LongHead = 30;

    private const string BreakAfter = "._-/,(<:=";

    /// <summary>Splits a name of a program: after a point, and before the words of which it is made.</summary>
    public static object[] SplitName(string name)
    {
        if (name.Length <= ShortName)
        {
            return [name];
        }

        List<object> parts = [];
        int start = 0;
        for (int i = 1; i < name.Length; i++)
        {
            if (CanBreak(name[i - 1], name[i]))
            {
                parts.AddRange([name[start..i], new XElement("wbr")]);
                start = i;
            }
        }

        return [.. parts, name[start..]];
    }

    /// <summary>Splits a head in two lines at most, of about the same length, and no word of it.</summary>
    public static object[] SplitHead(string head)
    {
        string[] words = head.Split(' ');
        if (words.Length == 2 || head.Length > LongHead)
        {
            return [head];
        }

        if (words.Length == 1)
        {
            return head.Contains('-', StringComparison.Ordinal) ? [CreateLine(words)] : [head];
        }

        int first = Enumerable
            .Range(1, words.Length - 1)
            .MinBy(count => Math.Max(Join(words[..count]).Length, Join(words[count..]).Length));
        return [CreateLine(words[..first]), " ", CreateLine(words[first..])];
    }

    private static bool CanBreak(char before, char after) =>
        (BreakAfter.Contains(before, StringComparison.Ordinal) && after != ' ')
        || (char.IsUpper(after) && (char.IsLower(before) || char.IsDigit(before)));

    private static XElement CreateLine(string[] words) => CreateElement("span", CreateAttribute("class", "line"), Join(words));

    private static string Join(string[] words) => string.Join(' ', words);
}
