using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>The parameters of a benchmark, taken apart: <c>Workload: "article", Workers: 2</c>.</summary>
internal static partial class Arguments
{
    /// <param name="parameters">Without brackets.</param>
    /// <returns>Names and values in their order; a value may hold commas and colons, in quotes or in its own text.</returns>
    public static ImmutableArray<(string Name, string Value)> Parse(string parameters)
    {
        List<(string, string)> found = [];
        foreach (string part in Split(parameters))
        {
            int colon = part.IndexOf(": ", StringComparison.Ordinal);
            found.Add(colon < 0 ? ("", part.Trim()) : (part[..colon].Trim(), part[(colon + 2)..].Trim()));
        }

        return [.. found];
    }

    /// <returns>A value as a number; null where it is none, or not finite.</returns>
    public static double? Number(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;

    private static IEnumerable<string> Split(string parameters)
    {
        int start = 0;
        foreach (Match separator in LiteralOrSeparator().Matches(parameters).Where(match => match.Groups["separator"].Success))
        {
            yield return parameters[start..separator.Index];
            start = separator.Index + separator.Length;
        }

        if (start < parameters.Length)
        {
            yield return parameters[start..];
        }
    }

    // A comma separates where a name and a colon follow it, and where it stands in no string or character.
    [GeneratedRegex(
        """
            "(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'|(?<separator>,[ ](?=[\p{L}_][\w]*:[ ]))
            """,
        RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex LiteralOrSeparator();
}
