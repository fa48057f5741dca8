using CsvHelper;

namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>Reads separated values, whatever the separator.</summary>
internal static class CsvTables
{
    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        PoolStrings = true,
    };

    /// <returns>The rows of a file one by one, the heads first.</returns>
    public static IEnumerable<SourceRow> ReadRows(TextReader text)
    {
        using CsvReader reader = CsvReader.Create(text, Options, leaveOpen: true);
        while (reader.Read())
        {
            yield return new SourceRow([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)], (int)reader.LineNumber);
        }
    }
}
