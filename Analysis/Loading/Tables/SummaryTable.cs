namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>Makes benchmarks of the rows of a table: a mean each, and no launches.</summary>
/// <param name="path">The file.</param>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns.</param>
/// <param name="host">The lines about the machine above it; null where there are none.</param>
/// <param name="format">The culture of the file's numbers.</param>
internal sealed class SummaryTable(string path, SourceTable table, TableColumns columns, TableHost? host, NumberFormat format)
{
    private readonly string _type = TableFiles.FindType(path);
    private readonly RunEnvironment _environment = (host ?? TableHost.Unknown).Environment;
    private readonly ImmutableArray<(string Name, string Value)> _common = [.. TableHost.ParseCommonColumns(table.Preamble)];
    private readonly HashSet<string> _varying =
    [
        .. columns
            .Job.Where(column => table.Rows.Select(row => row.Cells.ElementAtOrDefault(column.Index)).Distinct().Skip(1).Any())
            .Select(column => column.Name),
    ];

    /// <returns>One for each row; a row that cannot be read is a benchmark without a measurement.</returns>
    public IEnumerable<FiledBenchmark> Read() =>
        table.Rows.Select(row => row.Cells.Length == table.Heads.Length ? Read(row) : CreateDamaged(row));

    private FiledBenchmark Read(SourceRow row)
    {
        MeanCell mean = MeanCell.Read(row, columns, format);
        return Create(ReadName(row), mean.Damage) is var filed && mean.Nanoseconds is not { } nanoseconds
            ? filed
            : filed with
            {
                LaunchIndices = [0],
                Benchmark = filed.Benchmark with
                {
                    AllocatedBytesPerOp = ReadAllocated(row),
                    ReportedMeanNanoseconds = columns.IsMedian ? null : nanoseconds,
                    Launches =
                    [
                        new Launch([MeasurableTime.Subtract(0, nanoseconds)], Operations: 0)
                        {
                            RelativeStandardError = mean.RelativeStandardError,
                            RoundedToNanoseconds = mean.RoundedToNanoseconds,
                        },
                    ],
                },
            };
    }

    private FiledBenchmark CreateDamaged(SourceRow row) =>
        Create(
            TableName.Create("", _type, row.Cells.ElementAtOrDefault(columns.Method) ?? "", [], ReadJob(_ => null)),
            string.Create(
                CultureInfo.InvariantCulture,
                $"line {row.Line} has {row.Cells.Length} cells, and its table {table.Heads.Length} columns"
            )
        );

    private FiledBenchmark Create(TableName name, string? damage) =>
        new(
            path,
            new Benchmark(
                new BenchmarkKey(name.FullName, name.Job.Describe(_varying.Contains)),
                "",
                name.ShortType,
                name.Method,
                MeasurementKind.Mean,
                [],
                null,
                []
            )
            {
                TableName = name,
                Problem = damage,
            },
            [],
            []
        );

    private TableName ReadName(SourceRow row)
    {
        return TableName.Create(
            columns.Namespace is { } @namespace ? row.Cells[@namespace] : "",
            columns.Type is { } type ? row.Cells[type] : _type,
            row.Cells[columns.Method],
            columns.Parameters.Select(column => (column.Name, format.ToInvariant(row.Cells[column.Index]))),
            ReadJob(column => row.Cells[column])
        );
    }

    // A CSV has every characteristic, with the default's value where the job sets none.
    private TableJob ReadJob(Func<int, string?> read)
    {
        (string Name, string Value)[] shown = [.. columns.Job.Select(column => (column.Name, read(column.Index) ?? ""))];
        string? id = shown.Concat(_common).FirstOrDefault(pair => pair.Name == TableJob.IdColumn).Value;
        return TableJob.Create(
            string.IsNullOrEmpty(id) ? (host?.Jobs is [var only] ? only : null) : id,
            _common,
            shown,
            isComplete: host is { Jobs: not [] }
        );
    }

    private double? ReadAllocated(SourceRow row)
    {
        if (columns.Allocated is not { } column)
        {
            return null;
        }

        string cell = row.Cells[column.Index];
        double? bytes =
            cell == "-" ? 0
            : format.Parse(cell) is { } number && CellUnits.ToBytes(number.Unit.Length > 0 ? number.Unit : column.Unit) is { } factor
                ? number.Value * factor
            : null;
        return bytes == 0 && ReportFile.IsZeroUnknown(_environment) ? null : bytes;
    }
}
