namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>Reads the file of CsvMeasurementsExporter: every iteration of every launch, one a line.</summary>
/// <param name="path">The file.</param>
/// <param name="heads">The names of its columns.</param>
internal sealed class MeasurementsCsv(string path, ImmutableArray<string> heads)
{
    private static readonly ImmutableArray<string> Required =
    [
        "Target_Method",
        "Measurement_LaunchIndex",
        "Measurement_IterationMode",
        "Measurement_IterationStage",
        "Measurement_Nanoseconds",
        "Measurement_Operations",
    ];

    private readonly RunEnvironment _environment = TableHost.Unknown.Environment with
    {
        StartedUtc = StartTime.Parse(Path.GetFileName(path)),
    };

    /// <summary>True where the columns are those of such a file.</summary>
    public static bool IsOne(ImmutableArray<string> heads) => Required.All(heads.Contains);

    /// <exception cref="ReportFormatException">No benchmark is in it.</exception>
    public ReportFile Read(IEnumerable<SourceRow> rows)
    {
        FiledBenchmark[] benchmarks = [.. Split(rows).Select(Convert)];
        return benchmarks is []
            ? throw new ReportFormatException(path, "no measurement is in it. Read the run's log, and run it again.")
            : ReportFile.Create(path, Machine.Unknown, _environment, [.. benchmarks]);
    }

    // The benchmarks stand one after the other.
    private IEnumerable<MeasuredLines> Split(IEnumerable<SourceRow> rows)
    {
        MeasuredLines? current = null;
        foreach (SourceRow row in rows)
        {
            if (row.Cells.Length != heads.Length || ReadMeasurement(row) is not { } measurement)
            {
                current = (current ?? new MeasuredLines("", "", "", "", "", null)) with { DamagedLine = row.Line };
                continue;
            }

            MeasuredLines next = ReadName(row);
            if (current is null || !current.IsContinuedBy(next, measurement))
            {
                if (current is not null)
                {
                    yield return current;
                }

                current = next;
            }

            current.Measurements.Add(measurement);
        }

        if (current is not null)
        {
            yield return current;
        }
    }

    private MeasuredLines ReadName(SourceRow row) =>
        new(
            Find(row, "Target_Namespace"),
            Find(row, "Target_Type"),
            Find(row, "Target_Method"),
            Find(row, "Job_Display"),
            Find(row, "Params"),
            double.TryParse(Find(row, "Allocated_Bytes"), CultureInfo.InvariantCulture, out double bytes) ? bytes : null
        );

    private MeasurementJson? ReadMeasurement(SourceRow row) =>
        int.TryParse(Find(row, Required[1]), CultureInfo.InvariantCulture, out int launch)
        && long.TryParse(Find(row, Required[5]), CultureInfo.InvariantCulture, out long operations)
        && double.TryParse(
            Find(row, Required[4]).Replace(',', '.'),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out double nanoseconds
        )
            ? new MeasurementJson(
                Parse<IterationMode>(Find(row, Required[2])),
                Parse<IterationStage>(Find(row, Required[3])),
                launch,
                operations,
                nanoseconds
            )
            : null;

    private static TEnum Parse<TEnum>(string name)
        where TEnum : struct, Enum => Enum.TryParse(name, out TEnum value) ? value : default;

    private string Find(SourceRow row, string head) => heads.IndexOf(head) is >= 0 and var index ? row.Cells[index] : "";

    private FiledBenchmark Convert(MeasuredLines lines)
    {
        string type = FindType(lines);
        TableName name = TableName.Create(
            type.Contains('.', StringComparison.Ordinal) ? "" : lines.Namespace,
            type,
            lines.Method,
            TableName.SplitParameters(lines.Parameters),
            TableJob.Parse(lines.Job)
        );
        FiledBenchmark filed = ReportFile.Convert(
            path,
            lines.DamagedLine is { } line
                ? new ReportEntry(null, string.Create(CultureInfo.InvariantCulture, $"line {line} is no measurement"), name.FullName)
                : new ReportEntry(lines.ToJson(name)),
            _environment
        );
        return filed with { Benchmark = filed.Benchmark with { TableName = name } };
    }

    // The name of the file has the outer classes and the type arguments as well.
    private string FindType(MeasuredLines lines) =>
        TableFiles.FindType(path) is { Length: > 0 } type && TableName.AreSameTypes(type, lines.Type) ? type : lines.Type;
}

/// <summary>The lines of one benchmark.</summary>
/// <param name="Namespace">Of its type; may be empty.</param>
/// <param name="Type">Without outer classes and type arguments.</param>
/// <param name="Method">Its title.</param>
/// <param name="Job">The job as BenchmarkDotNet displays it.</param>
/// <param name="Parameters">The parameters as BenchmarkDotNet displays them.</param>
/// <param name="AllocatedBytes">Per operation; null where unknown.</param>
internal sealed record MeasuredLines(string Namespace, string Type, string Method, string Job, string Parameters, double? AllocatedBytes)
{
    public List<MeasurementJson> Measurements { get; init; } = [];

    /// <summary>The number of a line that cannot be read; null where there is none.</summary>
    public int? DamagedLine { get; init; }

    /// <summary>
    /// False where the next line is of another benchmark, also of one with the same name: launches are numbered upwards, and the
    /// results are the last lines of a launch. In process launches have no numbers.
    /// </summary>
    public bool IsContinuedBy(MeasuredLines next, MeasurementJson measurement) =>
        (Namespace, Type, Method, Job, Parameters) == (next.Namespace, next.Type, next.Method, next.Job, next.Parameters)
        && (
            Measurements is not [.., var last]
            || measurement.LaunchIndex > last.LaunchIndex
            || (
                measurement.LaunchIndex == last.LaunchIndex
                && (
                    measurement.LaunchIndex == 0
                    || last.IterationStage != IterationStage.Result
                    || measurement.IterationStage == IterationStage.Result
                )
            )
        );

    /// <summary>The benchmark as JSON has it. Without a result it has failed.</summary>
    public BenchmarkJson ToJson(TableName name)
    {
        double[] results =
        [
            .. Measurements
                .Where(measurement => measurement.IsWorkload(IterationStage.Result))
                .Select(measurement => measurement.NanosecondsPerOp),
        ];
        return new BenchmarkJson(
            $"{Type}.{Method}: {Job}",
            Namespace,
            name.ShortType,
            Method,
            Method,
            Parameters,
            name.FullName,
            results is [] ? null : new StatisticsJson(results, results.Average()),
            new MemoryJson(AllocatedBytes),
            Measurements,
            []
        );
    }
}
