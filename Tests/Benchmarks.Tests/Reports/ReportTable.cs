namespace ConcurrencyBench.Benchmarks.Tests.Reports;

/// <summary>The table of a report: a row is its cells by the heads of their columns.</summary>
internal static class ReportTable
{
    /// <summary>The rows of the only table of a Markdown text.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> OfMarkdown(string text)
    {
        string[][] lines =
        [
            .. text.Split('\n')
                .Where(line => line.StartsWith('|'))
                .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('*')).ToArray()),
        ];
        return [.. lines.Skip(2).Where(line => line[0].Length > 0).Select(line => Row(lines[0], line))];
    }

    /// <summary>The rows of a CSV text.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> OfCsv(string text)
    {
        string[][] lines = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(CellsOf)];
        return [.. lines.Skip(1).Select(line => Row(lines[0], line))];
    }

    private static Dictionary<string, string> Row(string[] heads, string[] cells)
    {
        Assert.Equal(heads.Length, cells.Length);
        return heads.Zip(cells).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    // Every second part between quotation marks is quoted; reports have no quotation marks inside of them.
    private static string[] CellsOf(string line) =>
        [.. string.Concat(line.TrimEnd('\r').Split('"').Select((part, i) => i % 2 == 0 ? part.Replace(',', '\t') : part)).Split('\t')];
}
