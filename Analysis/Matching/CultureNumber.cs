using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>A number as a culture writes it: <c>1.5</c> and <c>1,5</c>, <c>1000</c> and <c>1 000</c>.</summary>
internal static partial class CultureNumber
{
    private const string Spaces = " \u00A0\u202F";
    private const string Apostrophes = "'\u2019";

    // The decimal separator of a culture, and the separators that may stand between its thousands.
    private static readonly ImmutableArray<(char Decimal, string Thousands)> Cultures =
    [
        ('.', $",{Spaces}{Apostrophes}"),
        (',', $".{Spaces}{Apostrophes}"),
    ];

    /// <returns>
    /// The number in digits with a decimal point, in every way in which it may be read; the text itself where it is no number.
    /// </returns>
    public static ImmutableArray<string> Interpret(string text) =>
        Number().Match(text) is { Success: true } match
        && Cultures.Select(culture => Read(match, culture.Decimal, culture.Thousands)).OfType<string>().Distinct().ToImmutableArray()
            is { IsEmpty: false } numbers
            ? numbers
            : [text];

    private static string? Read(Match match, char separator, string thousands)
    {
        string[] parts = match.Groups["digits"].Value.Split(separator);
        return parts.Length > 2 || !parts[^1].All(char.IsAsciiDigit) && parts.Length == 2 || ReadWhole(parts[0], thousands) is not { } whole
            ? null
            : (match.Groups["minus"].Success ? "-" : "")
                + whole
                + (parts.Length == 2 ? $".{parts[1]}" : "")
                + match.Groups["exponent"].Value;
    }

    private static string? ReadWhole(string text, string thousands) =>
        text.Length > 0 && text.All(char.IsAsciiDigit) ? text
        : text.FirstOrDefault(thousands.Contains) is var separator
        && text.Split(separator) is [{ Length: > 0 and <= 3 } first, .. var others]
        && others.Length > 0
        && first[0] != '0'
        && others.All(group => group.Length == 3)
        && string.Concat(text.Split(separator)) is var digits
        && digits.All(char.IsAsciiDigit)
            ? digits
        : null;

    // Some cultures write the true minus sign.
    [GeneratedRegex(@"^(?<minus>[-\u2212])?(?<digits>\d[\d.,'\u2019 \u00A0\u202F]*)(?<exponent>E[-+]?\d+)?$")]
    private static partial Regex Number();
}
