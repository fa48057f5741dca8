using System.Text;

namespace ConcurrencyBench.Analysis.Formatting;

/// <summary>Text from elsewhere, such as a parameter, on its way to a terminal or a file.</summary>
internal static class VisibleText
{
    /// <returns>
    /// The text with an escape such as <c>\n</c> or <c>\u001b</c> for whatever would not be seen but done: control
    /// characters, marks that turn the text behind them round, and halves of surrogate pairs.
    /// </returns>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        StringBuilder visible = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // A half of a pair is enumerated as the replacement character; the text may hold that one as well.
            _ = rune.Value switch
            {
                '\n' => visible.Append("\\n"),
                '\r' => visible.Append("\\r"),
                '\t' => visible.Append("\\t"),
                _ when IsInvisible(rune) => visible.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => visible.Append(rune.ToString()),
            };
        }

        return visible.ToString();
    }

    // A character that does something to the text around it.
    private static bool IsInvisible(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0x200E or 0x200F or 0x061C;
}
