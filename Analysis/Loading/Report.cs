using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The identity of a saved benchmark.</summary>
/// <param name="FullName">Namespace, type, method and all parameters.</param>
/// <param name="Job">See <see cref="JobId"/>.</param>
/// <param name="Distinction">Tells it from others of the same name and job in its report; empty where there are none. See
/// <see cref="Namesakes"/>.</param>
internal sealed record BenchmarkKey(string FullName, string Job, string Distinction = "") : IComparable<BenchmarkKey>
{
    /// <summary>The key without its distinction from namesakes.</summary>
    public BenchmarkKey Shared => Distinction.Length == 0 ? this : this with { Distinction = "" };

    public int CompareTo(BenchmarkKey? other) =>
        string.CompareOrdinal(FullName, other?.FullName) is not 0 and var byName ? byName
        : string.CompareOrdinal(Job, other?.Job) is not 0 and var byJob ? byJob
        : string.CompareOrdinal(Distinction, other?.Distinction);

    public override string ToString() =>
        FullName + (Job == JobId.Default ? "" : $" [{Job}]") + (Distinction.Length == 0 ? "" : $" {{{Distinction}}}");
}

/// <summary>The kind of BenchmarkDotNet's figures that the times are.</summary>
internal enum MeasurementKind
{
    /// <summary><c>Workload/Actual</c>: every iteration as it was measured.</summary>
    Raw,

    /// <summary>
    /// <c>Workload/Result</c>: overhead and outliers are removed. BenchmarkDotNet before 0.13 writes only these for in-process runs.
    /// </summary>
    Processed,

    /// <summary>
    /// <c>Statistics.OriginalValues</c> of a brief report: as <see cref="Processed"/>, and launches cannot be told apart.
    /// </summary>
    Pooled,

    /// <summary>The mean in a table: of the iterations of all launches, without outliers, and rounded.</summary>
    Mean,
}

/// <summary>One process that measured one benchmark.</summary>
/// <param name="NanosecondsPerOp">
/// The work's time in each iteration, in order: the launch's empty loop is not in it. None is below
/// <see cref="MeasurableTime.Floor"/>.
/// </param>
/// <param name="Operations">The number of operations of all iterations together; 0 where the report does not have it.</param>
internal sealed record Launch(ImmutableArray<double> NanosecondsPerOp, long Operations)
{
    /// <summary>The time of the empty loop, ns per operation; 0 where the report does not have it, or has subtracted it.</summary>
    public double EmptyLoopNanosecondsPerOp { get; init; }

    /// <summary>
    /// Where the only time is a mean: the most that its standard error can be, as a fraction of it; 0 where the table does not say it.
    /// </summary>
    public double RelativeStandardError { get; init; }

    /// <summary>Where the only time is a mean: the value of one of its last digit; otherwise 0.</summary>
    public double RoundedToNanoseconds { get; init; }
}

/// <summary>A figure other than time.</summary>
/// <param name="Id">The metric's key.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">Such as <c>B</c>; may be empty.</param>
/// <param name="IsGreaterBetter">True where more of it is better.</param>
internal sealed record Metric(string Id, string Name, double Value, string Unit, bool IsGreaterBetter);

/// <summary>The measurements of one benchmark in one run.</summary>
/// <param name="Key">Its identity.</param>
/// <param name="Namespace">Of its type; may be empty.</param>
/// <param name="Type">Its class.</param>
/// <param name="Method">Its method.</param>
/// <param name="Kind">The kind of figures that the times are.</param>
/// <param name="Launches">Empty where there is no measurement.</param>
/// <param name="AllocatedBytesPerOp">Managed memory; null where it was not measured or not known.</param>
/// <param name="Metrics">Other figures, allocations too.</param>
internal sealed record Benchmark(
    BenchmarkKey Key,
    string Namespace,
    string Type,
    string Method,
    MeasurementKind Kind,
    ImmutableArray<Launch> Launches,
    double? AllocatedBytesPerOp,
    ImmutableArray<Metric> Metrics
)
{
    /// <summary>The method as its program names it for people: BenchmarkDotNet's <c>Description</c>, or else the method's name.</summary>
    public string Title
    {
        get => field ?? Method;
        init;
    }

    /// <summary>The parameters as BenchmarkDotNet displays them, <c>Name=value&amp;Name=value</c>, shortened where they are long.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>The job with all its characteristics, also those that <see cref="JobId"/> leaves out.</summary>
    public string JobText { get; init; } = "";

    /// <summary>The name in a Markdown or CSV file; null where the file has the full name.</summary>
    public TableName? TableName { get; init; }

    /// <summary>The benchmarks of another report of which this may be any; empty where there is no doubt.</summary>
    public ImmutableArray<BenchmarkKey> MayBe { get; init; } = [];

    /// <summary>True where there is no measurement.</summary>
    public bool IsFailed => Launches.IsEmpty;

    /// <summary>The reason why there is no measurement, where more is known than that it failed or never ran; otherwise null.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// BenchmarkDotNet's own mean, ns per operation, over the iterations of all launches, without outliers; null where unknown.
    /// </summary>
    public double? ReportedMeanNanoseconds { get; init; }

    /// <summary>True where its time can be told from that of an empty loop.</summary>
    public bool HasMeasurableTime => Launches.Any(launch => MeasurableTime.IsMeasurable(launch.NanosecondsPerOp));

    /// <summary>The parameters as <see cref="BenchmarkKey.FullName"/> has them, with brackets; may be empty.</summary>
    public string Arguments => Key.FullName[(ClassEnd + (ClassEnd == Key.FullName.Length ? 0 : MethodPart.Length))..];

    /// <summary>True where it ran in BenchmarkDotNet's own process, so that a launch is no process of its own.</summary>
    public bool IsInProcess { get; init; }

    /// <summary>The class with its namespace and outer classes: two may have the same <see cref="Type"/>.</summary>
    public string Class =>
        ClassEnd < Key.FullName.Length ? Key.FullName[..ClassEnd]
        : Namespace.Length > 0 ? $"{Namespace}.{Type}"
        : Type;

    /// <summary>Benchmarks that a run's own baseline may be compared with: the same class, parameters and job.</summary>
    public string Group => $"{Key.FullName[..ClassEnd]}{Arguments} [{Key.Job}] {Key.Distinction}".TrimEnd();

    // Type is the innermost name only: FullName has Namespace.Outer+Type.Method(arguments).
    private int ClassEnd
    {
        get
        {
            int type = Key.FullName.IndexOf(
                $"{Type}{MethodPart}",
                Math.Min(Namespace.Length, Key.FullName.Length),
                StringComparison.Ordinal
            );
            return type < 0 ? Key.FullName.Length : type + Type.Length;
        }
    }

    // A table may lack the type.
    private string MethodPart => Type.Length == 0 ? Method : $".{Method}";
}

/// <summary>One run, or several of one machine taken together.</summary>
/// <param name="Path">As the user named it.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="Environment">The software that ran it.</param>
/// <param name="BaselineMethods">The baseline's method of each class, for ratios inside the run.</param>
/// <param name="Benchmarks">Sorted by key, no key twice.</param>
/// <param name="Warnings">The facts that a reader should know before trusting it, one sentence each.</param>
internal sealed record Report(
    string Path,
    Machine Machine,
    RunEnvironment Environment,
    ImmutableSortedDictionary<string, string> BaselineMethods,
    ImmutableArray<Benchmark> Benchmarks,
    ImmutableArray<string> Warnings
);
