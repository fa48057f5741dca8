using System.Collections.Immutable;
using System.Globalization;

namespace ConcurrencyBench.Compare.Paging;

/// <summary>The parameters of a benchmark, taken apart: <c>Workload: "article", Workers: 2</c>.</summary>
internal static class Arguments
{
    /// <param name="parameters">Without brackets.</param>
    /// <returns>Names and values in their order; quoted values may hold commas and colons.</returns>
    public static ImmutableArray<(string Name, string Value)> Of(string parameters)
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
    public static double? Number(string value)
        => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;

    private static IEnumerable<string> Split(string parameters)
    {
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i < parameters.Length; i++)
        {
            isQuoted ^= parameters[i] == '"' && (i == 0 || parameters[i - 1] != '\\');
            if (parameters[i] == ',' && !isQuoted)
            {
                yield return parameters[start..i];
                start = i + 1;
            }
        }

        if (start < parameters.Length)
        {
            yield return parameters[start..];
        }
    }
}
