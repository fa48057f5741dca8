namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>A column of figures.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Unit">The unit in its head; empty where the cells have it.</param>
internal sealed record FigureColumn(int Index, string Unit);

/// <summary>
/// The columns of a table that are read. BenchmarkDotNet puts the method first, then the job, the parameters, and the mean with all
/// other figures behind it.
/// </summary>
/// <param name="Method">The place of the method.</param>
/// <param name="Namespace">Null where there is none.</param>
/// <param name="Type">Null where there is none.</param>
/// <param name="Job">The job's id and characteristics: name and place.</param>
/// <param name="Parameters">Name and place.</param>
/// <param name="Mean">The mean; the median where there is none.</param>
/// <param name="IsMedian">True where it is the median.</param>
/// <param name="Error">Half of the 99.9 % interval; null where there is none.</param>
/// <param name="Allocated">Null where there is none.</param>
internal sealed record TableColumns(
    int Method,
    int? Namespace,
    int? Type,
    ImmutableArray<(string Name, int Index)> Job,
    ImmutableArray<(string Name, int Index)> Parameters,
    FigureColumn Mean,
    bool IsMedian,
    FigureColumn? Error,
    FigureColumn? Allocated
)
{
    // What other columns may stand before the mean in a table that was edited.
    private static readonly HashSet<string> Figures =
    [
        "Error",
        "StdErr",
        "StdDev",
        "Median",
        "Ratio",
        "RatioSD",
        "Scaled",
        "ScaledSD",
        "Rank",
        "Baseline",
        "Categories",
        "Op/s",
        "Gen 0",
        "Gen 1",
        "Gen 2",
        "Gen0",
        "Gen1",
        "Gen2",
        "Allocated",
        "Alloc Ratio",
        "Code Size",
    ];

    private const string MeanHead = "Mean";

    /// <returns>Null where the table has neither mean nor median.</returns>
    public static TableColumns? Find(ImmutableArray<string> heads)
    {
        (string Name, string Unit)[] columns = [.. heads.Select(CellUnits.SplitHead)];
        int method = heads.IndexOf(MarkdownTables.Method);
        if ((FindFigure(columns, MeanHead) ?? FindFigure(columns, "Median")) is not { } mean || method < 0)
        {
            return null;
        }

        (string Name, int Index)[] named =
        [
            .. heads
                .Select((name, index) => (name, index))
                .Take(mean.Index)
                .Where(column => column.index != method && !Figures.Contains(columns[column.index].Name)),
        ];
        (string Name, int Index)[] behind = [.. named.Where(column => column.Index > method)];
        (string Name, int Index)[] job = [.. behind.TakeWhile(column => TableJob.IsColumn(column.Name))];
        return new TableColumns(
            method,
            FindBefore(named, method, "Namespace"),
            FindBefore(named, method, "Type"),
            [.. job],
            [.. behind.Skip(job.Length)],
            mean,
            columns[mean.Index].Name != MeanHead,
            FindFigure(columns, "Error"),
            FindFigure(columns, "Allocated")
        );
    }

    private static int? FindBefore((string Name, int Index)[] columns, int method, string name) =>
        columns.Where(column => column.Index < method && column.Name == name).Select(column => (int?)column.Index).FirstOrDefault();

    private static FigureColumn? FindFigure((string Name, string Unit)[] columns, string name) =>
        Array.FindIndex(columns, column => column.Name == name) is >= 0 and var index ? new FigureColumn(index, columns[index].Unit) : null;
}
