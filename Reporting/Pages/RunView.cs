using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Scaling;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>One benchmark of a run, as a page shows it.</summary>
/// <param name="Name">The method, as <see cref="ShortNames.ShortenMethods"/> names it.</param>
/// <param name="Heading">Its parameters and job; empty where there is nothing to say.</param>
/// <param name="Row">Its launches.</param>
/// <param name="Reported">The benchmark as the report has it.</param>
/// <param name="LogSpeedup">ln of the speed-up over the run's own baseline; null where it is not known.</param>
/// <param name="BaselineNanoseconds">The baseline's time; null where there is none.</param>
/// <param name="IsBaseline">Whether its group is compared with it.</param>
internal sealed record BenchmarkView(
    string Name,
    string Heading,
    RunRow Row,
    Benchmark Reported,
    Estimate? LogSpeedup,
    double? BaselineNanoseconds,
    bool IsBaseline
)
{
    /// <summary>Its parameters without brackets; may be empty.</summary>
    public string Parameters => Reported.Arguments is ['(', .. var inner, ')'] ? inner : Reported.Arguments;

    /// <summary>Its name with its parameters in brackets.</summary>
    public string FullName => Parameters.Length > 0 ? $"{Name} ({Parameters})" : Name;

    /// <summary>Its launches, the excluded ones counted; null where it failed.</summary>
    public Side? Side => Row.Cells[0].Side;

    /// <summary>ln of the time of a typical launch in nanoseconds; null with too few launches for an interval.</summary>
    public Estimate? LogTime => Row.Cells[0].Log;

    /// <summary>Nanoseconds an operation of a typical launch; null where it failed.</summary>
    public double? Nanoseconds => Row.Cells[0].Nanoseconds;

    /// <summary>Times as fast as the baseline; null where it is not known.</summary>
    public double? Speedup => LogSpeedup is { } log ? Math.Exp(log.Value) : BaselineNanoseconds / Nanoseconds;

    /// <summary>
    /// Speed-up ÷ bound; null where either is not known. The report has an efficiency too, of a speed-up that its program
    /// computed in its own way; beside this page's speed-up it would be wrong.
    /// </summary>
    public double? Efficiency => ParallelEfficiency.Compute(Speedup, Metric(MetricIds.Bound));

    /// <returns>A metric's value; null where the report does not have it.</returns>
    public double? Metric(string id) => Reported.Metrics.FirstOrDefault(metric => metric.Id == id)?.Value;
}

/// <summary>Benchmarks of one class, parameters and job: they may be compared with each other.</summary>
/// <param name="Heading">Parameters and job; null where there is nothing to say.</param>
/// <param name="Benchmarks">The fastest first, those that failed last.</param>
internal sealed record BenchmarkGroup(string? Heading, ImmutableArray<BenchmarkView> Benchmarks);

/// <summary>A class of a run.</summary>
/// <param name="Name">Without its namespace, unless another class has the same name.</param>
/// <param name="Id">For files and anchors, unique in the run.</param>
/// <param name="Groups">In the order of their parameters.</param>
internal sealed record ClassView(string Name, string Id, ImmutableArray<BenchmarkGroup> Groups)
{
    /// <summary>All of them.</summary>
    public IEnumerable<BenchmarkView> Benchmarks => Groups.SelectMany(group => group.Benchmarks);

    /// <summary>True where some benchmark has a bound.</summary>
    public bool HasBounds => Benchmarks.Any(benchmark => benchmark.Metric(MetricIds.Bound) is not null);

    /// <summary>True where some benchmark has a speed-up.</summary>
    public bool HasSpeedups => Benchmarks.Any(benchmark => benchmark.Speedup is not null);
}

/// <summary>A run, as a page shows it.</summary>
/// <param name="Report">The run.</param>
/// <param name="Table">Its figures.</param>
/// <param name="Classes">Those with bounds first, then in the order of their names.</param>
internal sealed record RunView(Report Report, RunTable Table, ImmutableArray<ClassView> Classes)
{
    /// <param name="report">The run.</param>
    /// <param name="baselineMethod">See <see cref="InRunBaseline.Find"/>.</param>
    public static RunView Create(Report report, string? baselineMethod)
    {
        RunTable table = RunTable.FromRuns([report], baselineMethod);
        bool hasOneJob = report.Benchmarks.Select(benchmark => benchmark.Key.Job).Distinct().Count() <= 1;
        ImmutableDictionary<string, string> names = ShortNames.ShortenClasses(report.Benchmarks);
        ImmutableDictionary<(string, string), string> methods = ShortNames.ShortenMethods(report.Benchmarks);
        IGrouping<string, BenchmarkView>[] classes =
        [
            .. table
                .Rows.Select(row => CreateBenchmark(table, row, methods, hasOneJob))
                .GroupBy(benchmark => names[benchmark.Reported.Class]),
        ];
        ImmutableArray<string> ids = Slugs.Create([.. classes.Select(one => one.Key)]);
        IEnumerable<ClassView> views = classes.Select((benchmarks, i) => CreateClass(benchmarks, ids[i]));
        return new RunView(report, table, [.. views.OrderByDescending(one => one.HasBounds)]);
    }

    private static BenchmarkView CreateBenchmark(
        RunTable table,
        RunRow row,
        ImmutableDictionary<(string, string), string> methods,
        bool hasOneJob
    )
    {
        RunRow? baseline = table.FindBaseline(row, 0);
        Benchmark benchmark = row.Cells[0].Benchmark!;
        BenchmarkView view = new(
            methods[(benchmark.Class, benchmark.Method)],
            "",
            row,
            benchmark,
            table.ComputeLogSpeedup(row, 0),
            baseline?.Cells[0].Nanoseconds,
            baseline == row
        );
        return view with
        {
            Heading = string.Join(
                ", ",
                new[] { view.Parameters, hasOneJob ? "" : $"job {benchmark.Key.Job}" }.Where(part => part.Length > 0)
            ),
        };
    }

    private static ClassView CreateClass(IGrouping<string, BenchmarkView> benchmarks, string id) =>
        new(
            benchmarks.Key,
            id,
            [
                .. benchmarks
                    .GroupBy(benchmark => benchmark.Row.Group)
                    .OrderBy(group => group.Key, NaturalOrder.Instance)
                    .Select(group => new BenchmarkGroup(
                        group.First().Heading is { Length: > 0 } heading ? heading : null,
                        [.. group.OrderBy(benchmark => benchmark.Nanoseconds ?? double.MaxValue).ThenBy(benchmark => benchmark.Row.Key)]
                    )),
            ]
        );
}
