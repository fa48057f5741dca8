using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>Reads BenchmarkDotNet's Markdown and CSV files.</summary>
internal static partial class TableFiles
{
    private static readonly HashSet<string> MarkdownEndings = new(StringComparer.OrdinalIgnoreCase) { ".md", ".markdown", ".txt", ".log" };

    private const string Csv = ".csv";

    // It says how to get a report that has everything.
    private const string Remedy = "Export a report with '--exporters json' to have all that was measured.";

    /// <summary>True where a file is read as a table, by its name.</summary>
    public static bool IsTable(string path) => IsMarkdown(path) || IsCsv(path);

    /// <summary>True where a file in a folder is a table of BenchmarkDotNet, by its name and by what it begins with.</summary>
    public static bool IsExport(string path) =>
        ExportedName().IsMatch(Path.GetFileName(path)) && JsonFile.Mentions(path, IsCsv(path) ? MarkdownTables.Method : "BenchmarkDotNet");

    /// <returns>The part of a path that the files of one run and class have in common.</returns>
    public static string FindStem(string path) => Stem().Match(path).Value;

    /// <returns>The type that a file is named for; empty where its name says none.</returns>
    public static string FindType(string path) =>
        ExportedName().Match(Path.GetFileName(path)) is { Success: true } match
        && !match.Groups["type"].Value.StartsWith("BenchmarkRun", StringComparison.Ordinal)
            ? match.Groups["type"].Value
            : "";

    /// <exception cref="ReportFormatException">It cannot be read, or holds no table of BenchmarkDotNet.</exception>
    public static ReportFile Read(string path) =>
        IsCsv(path) ? JsonFile.ReadText(path, text => ReadCsv(path, text)) : JsonFile.ReadText(path, text => ReadMarkdown(path, text));

    /// <summary>The rank of a file among the files of its run: what a better one has is not read from a worse one.</summary>
    public static int Rank(ReportFile file) =>
        file.Benchmarks is [{ Benchmark: { TableName: null } }, ..] ? 0
        : file.Benchmarks is [{ Benchmark: { Kind: not MeasurementKind.Mean } }, ..] ? 1
        : IsCsv(file.Path) ? 2
        : 3;

    private static bool IsMarkdown(string path) => MarkdownEndings.Contains(Path.GetExtension(path));

    private static bool IsCsv(string path) => Path.GetExtension(path).Equals(Csv, StringComparison.OrdinalIgnoreCase);

    private static ReportFile ReadCsv(string path, TextReader text)
    {
        using IEnumerator<SourceRow> rows = CsvTables.ReadRows(text).GetEnumerator();
        if (!rows.MoveNext())
        {
            throw NoTable(path);
        }

        ImmutableArray<string> heads = rows.Current.Cells;
        return MeasurementsCsv.IsOne(heads)
            ? new MeasurementsCsv(path, heads).Read(ToEnd(rows))
            : ReadTables(path, [new SourceTable(heads, [.. ToEnd(rows)], [])]);
    }

    private static ReportFile ReadMarkdown(string path, TextReader text)
    {
        List<string> lines = [];
        while (text.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return ReadTables(path, [.. MarkdownTables.Find(lines)]);
    }

    private static ReportFile ReadTables(string path, ImmutableArray<SourceTable> tables)
    {
        (SourceTable Table, TableColumns Columns)[] read =
        [
            .. tables
                .Select(table => (table, TableColumns.Find(table.Heads)))
                .Where(pair => pair.Item2 is not null && pair.table.Rows is not [])
                .Select(pair => (pair.table, pair.Item2!)),
        ];
        if (read is [])
        {
            throw NoTable(path);
        }

        NumberFormat format = NumberFormat.Find(
            read.SelectMany(pair => pair.Table.Rows.SelectMany(row => row.Cells.Skip(pair.Columns.Mean.Index)))
        );
        TableHost? host = null;
        List<FiledBenchmark> benchmarks = [];
        List<TableHost> hosts = [];
        foreach ((SourceTable table, TableColumns columns) in read)
        {
            host = TableHost.Parse(table.Preamble) ?? host;
            hosts.AddRange(host is null ? [] : [host]);
            benchmarks.AddRange(new SummaryTable(path, table, columns, host, format).Read());
        }

        return Create(path, hosts, [.. benchmarks]);
    }

    private static ReportFile Create(string path, List<TableHost> hosts, ImmutableArray<FiledBenchmark> benchmarks)
    {
        TableHost first = hosts.FirstOrDefault() ?? TableHost.Unknown;
        if (hosts.Find(host => !host.Machine.IsSameAs(first.Machine)) is { } other)
        {
            throw new ReportFormatException(
                path,
                $"it holds tables of different machines ({first.Machine.Description} and {other.Machine.Description}). "
                    + "Put them into files of their own."
            );
        }

        RunEnvironment environment = first.Environment with { StartedUtc = StartTime.Parse(Path.GetFileName(path)) };
        return ReportFile.Create(path, first.Machine, environment, benchmarks);
    }

    private static ReportFormatException NoTable(string path) =>
        new(path, $"no BenchmarkDotNet table, with the columns Method and Mean or Median, is in it. {Remedy}");

    private static IEnumerable<SourceRow> ToEnd(IEnumerator<SourceRow> rows)
    {
        while (rows.MoveNext())
        {
            yield return rows.Current;
        }
    }

    [GeneratedRegex(@"^.+?(?=-(?:report|measurements)[^/\\]*$|$)")]
    private static partial Regex Stem();

    [GeneratedRegex(@"^(?<type>.+?)(?:-(?:\d{8}-\d{6}|\d{4}(?:-\d\d){5}))?-(?:report(?:-[a-z]+)?\.(?:md|csv)|measurements\.csv)$")]
    private static partial Regex ExportedName();
}
