namespace ConcurrencyBench.Benchmarks.Tests.Reports;

/// <summary>
/// Where a row prints speed-up, bound and efficiency, the third is the first ÷ the second, within what rounding takes away.
/// </summary>
internal static class PrintedEfficiency
{
    /// <param name="text">With tables whose lines begin with |.</param>
    /// <returns>How many rows have all three.</returns>
    public static int AssertAgrees(string text)
    {
        string[][] lines =
        [
            .. text.Split('\n')
                .Select(line => line.StartsWith('|') ? line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray() : []),
        ];
        int rows = 0;
        for (int head = 0; head < lines.Length; head++)
        {
            if (lines[head].Contains("Speed-up"))
            {
                // A line that is no row lies between the heads and the rows.
                rows += AssertAgrees(lines[head], lines.Skip(head + 2).TakeWhile(line => line.Length > 0));
            }
        }

        return rows;
    }

    /// <inheritdoc cref="AssertAgrees(string)"/>
    public static int AssertAgrees(string[] heads, IEnumerable<IEnumerable<string>> rows)
    {
        int[] columns = [Array.IndexOf(heads, "Speed-up"), Array.IndexOf(heads, "Bound"), Array.IndexOf(heads, "Efficiency")];
        string[][] known =
        [
            .. columns.Contains(-1)
                ? []
                : rows.Select(row => row.ToArray()).Where(row => columns.All(column => row[column] is not ("" or "–"))),
        ];
        foreach (string[] row in known)
        {
            ReportCell[] cells = [.. columns.Select(column => ReportCell.Parse(row[column]))];
            (ReportCell speedup, ReportCell bound, ReportCell efficiency) = (cells[0], cells[1], cells[2]);
            double ratio = speedup.Value / bound.Value;
            double rounding = efficiency.HalfStep + (ratio * ((speedup.HalfStep / speedup.Value) + (bound.HalfStep / bound.Value)));
            Assert.True(
                Math.Abs(efficiency.Value - ratio) <= rounding * 1.01,
                $"{row[0]}: {row[columns[0]]} of {row[columns[1]]} is not {row[columns[2]]}."
            );
        }

        return known.Length;
    }
}
