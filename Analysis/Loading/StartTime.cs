using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The start of a run, as BenchmarkDotNet writes it into titles and into the names of files.</summary>
internal static partial class StartTime
{
    // "Namespace.Type-20261123-004058", and "BenchmarkRun-joined-2026-11-23-00-40-58" with --join.
    private static readonly string[] Formats = ["yyyyMMdd-HHmmss", "yyyy-MM-dd-HH-mm-ss"];

    /// <returns>
    /// The last time stamp in a text, in the machine's local time, which is good enough to put runs in order; null where
    /// there is none: titles of later versions have no date.
    /// </returns>
    public static DateTimeOffset? Parse(string text)
    {
        foreach (Match match in Stamp().Matches(text).Reverse())
        {
            if (
                DateTimeOffset.TryParseExact(
                    match.Value,
                    Formats,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out DateTimeOffset start
                )
            )
            {
                return start;
            }
        }

        return null;
    }

    [GeneratedRegex(@"(?<!\d)(\d{8}-\d{6}|\d{4}(-\d\d){5})(?!\d)")]
    private static partial Regex Stamp();
}
