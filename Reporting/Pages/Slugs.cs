using System.Text.RegularExpressions;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>Names for files and anchors: what is no letter or digit is not worth a trap in some file system, or in a link.</summary>
internal static partial class Slugs
{
    private const int Longest = 60;

    /// <returns>For each name, in order, one of letters, digits and hyphens; no two are the same.</returns>
    public static ImmutableArray<string> Create(ImmutableArray<string> names)
    {
        string[] slugs = [.. names.Select(name => NoWord().Replace(name.ToLowerInvariant(), "-").Trim('-'))];
        Dictionary<string, int> counts = slugs.CountBy(slug => slug).ToDictionary();
        return [.. slugs.Select((slug, i) => slug.Length is > 0 and <= Longest && counts[slug] == 1 ? slug : Numbered(slug, i + 1))];
    }

    private static string Numbered(string slug, int number) =>
        FormattableString.Invariant($"{(slug.Length > Longest ? slug[..Longest] : slug)}-{number}").Trim('-');

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoWord();
}
