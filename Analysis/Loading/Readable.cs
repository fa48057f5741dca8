using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The items of the sources that could be read.</summary>
/// <param name="Items">In the order of the sources; one at least.</param>
/// <param name="Warnings">The sources that are left out, and the reasons.</param>
internal sealed record Readable<T>(ImmutableArray<T> Items, ImmutableArray<string> Warnings);

/// <summary>Reads several sources, of which some may be unreadable.</summary>
internal static class Readable
{
    /// <param name="sources">One at least.</param>
    /// <param name="read">Reads one.</param>
    /// <exception cref="ReportFormatException">None of them can be read; the reason is that of the first.</exception>
    public static Readable<T> Read<TSource, T>(IEnumerable<TSource> sources, Func<TSource, IEnumerable<T>> read)
    {
        List<T> items = [];
        List<ReportFormatException> failures = [];
        foreach (TSource source in sources)
        {
            try
            {
                items.AddRange(read(source));
            }
            catch (ReportFormatException failure)
            {
                failures.Add(failure);
            }
        }

        return items is []
            ? throw failures[0]
            : new Readable<T>([.. items], [.. failures.Select(failure => $"Left out: {failure.Message}")]);
    }

    /// <summary>Reads the files of one run or of several; what a better file has is left out of a worse one.</summary>
    /// <inheritdoc cref="Read"/>
    public static Readable<ReportFile> ReadFiles(ImmutableArray<string> paths)
    {
        Readable<ReportFile> read = Read(paths, path => new[] { TableFiles.IsTable(path) ? TableFiles.Read(path) : ReportFile.Read(path) });
        return read with { Items = TableCopies.Drop(read.Items) };
    }
}
