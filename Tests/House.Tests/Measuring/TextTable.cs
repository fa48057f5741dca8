namespace ConcurrencyBench.House.Tests.Measuring;

/// <summary>Rows of text in columns: the first to the left, the others to the right.</summary>
internal static class TextTable
{
    /// <summary>Lays out rows.</summary>
    /// <param name="rows">At least one; all have the same number of cells.</param>
    /// <returns>One line for each row.</returns>
    public static ImmutableArray<string> Render(ImmutableArray<ImmutableArray<string>> rows)
    {
        ImmutableArray<int> widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return
        [
            .. rows.Select(row => string.Join("  ", row.Index().Select(cell => Pad(cell.Item, cell.Index, widths[cell.Index]))).TrimEnd()),
        ];
    }

    private static string Pad(string text, int column, int width) => column == 0 ? text.PadRight(width) : text.PadLeft(width);
}
