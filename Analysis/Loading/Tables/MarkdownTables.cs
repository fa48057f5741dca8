using System.Net;
using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>
/// Finds the tables of BenchmarkDotNet in a Markdown text: any dialect of its exporters, its console output, and what was pasted
/// between prose, also into a quote or a block of code, where a Markdown parser sees no table.
/// </summary>
internal static partial class MarkdownTables
{
    /// <summary>The column that every table of BenchmarkDotNet has.</summary>
    public const string Method = "Method";

    /// <returns>The tables with a column <see cref="Method"/>, in the order of the text.</returns>
    public static IEnumerable<SourceTable> Find(IReadOnlyList<string> lines)
    {
        int start = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            if (SplitHead(lines[i]) is not { } heads)
            {
                continue;
            }

            int end = i + 1;
            while (end < lines.Count && lines[end].Contains('|', StringComparison.Ordinal) && SplitHead(lines[end]) is null)
            {
                end++;
            }

            yield return new SourceTable(
                heads,
                [.. Enumerable.Range(i + 1, end - i - 1).Select(line => SplitRow(lines[line], line + 1, heads.Length)).OfType<SourceRow>()],
                [.. Enumerable.Range(start, i - start).Select(line => StripMargin(lines[line]))]
            );
            start = end;
            i = end - 1;
        }
    }

    // The Atlassian dialect doubles the bars of its heads.
    private static ImmutableArray<string>? SplitHead(string line) =>
        line.Contains(Method, StringComparison.Ordinal)
        && line.Contains('|', StringComparison.Ordinal)
        && Split(line.Replace("||", "|", StringComparison.Ordinal), Bar()) is { Length: > 1 } heads
        && heads.Contains(Method)
            ? heads
            : null;

    // A bar inside a value is not escaped by BenchmarkDotNet; its own bars have spaces around them.
    private static SourceRow? SplitRow(string line, int number, int columns)
    {
        if (Separator().IsMatch(line))
        {
            return null;
        }

        ImmutableArray<string> cells = Split(line, Bar());
        return new SourceRow(
            cells.Length > columns && Split(line, SpacedBar()) is var spaced && spaced.Length == columns ? spaced : cells,
            number
        );
    }

    private static ImmutableArray<string> Split(string line, Regex bar)
    {
        string text = StripMargin(line).Trim();
        string inner = text.StartsWith('|') ? text[1..] : text;
        string cells = inner.EndsWith('|') && !inner.EndsWith(@"\|", StringComparison.Ordinal) ? inner[..^1] : inner;
        return [.. bar.Split(cells).Select(ReadCell)];
    }

    private static string ReadCell(string cell)
    {
        string text = cell.Replace(@"\|", "|", StringComparison.Ordinal).Trim();
        return WebUtility.HtmlDecode(Emphasis().Match(text) is { Success: true } match ? match.Groups["text"].Value : text).Trim();
    }

    // The marks of a quote.
    private static string StripMargin(string line) => Quote().Replace(line, "");

    [GeneratedRegex(@"^[\s|:>-]*$")]
    private static partial Regex Separator();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"(?<=^|\s)\|(?=\s|$)")]
    private static partial Regex SpacedBar();

    [GeneratedRegex(@"^(\*\*|__|\*|`)(?<text>[^\s].*?)\1$")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^(\s*>)+")]
    private static partial Regex Quote();
}
