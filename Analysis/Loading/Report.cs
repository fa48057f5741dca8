using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The identity of a benchmark: two reports have the same benchmark where the keys are equal.</summary>
/// <param name="FullName">Namespace, type, method and all parameters, such as <c>Acme.Sorting.LinqOrder(Length: 100)</c>.</param>
/// <param name="Job">
/// The job's own id; for an id that BenchmarkDotNet made up the job's characteristics without numbers of launches, iterations and
/// operations; <c>DefaultJob</c> where there is none.
/// </param>
/// <param name="Distinction">The difference to others of the same name and job in the report; empty where there are none.</param>
#pragma warning disable CA1036 // Keys are sorted; nothing is said by "less than".
public sealed record BenchmarkKey(string FullName, string Job, string Distinction = "") : IComparable<BenchmarkKey>
#pragma warning restore CA1036
{
    /// <summary>The key without its distinction from namesakes.</summary>
    internal BenchmarkKey Shared => Distinction.Length == 0 ? this : this with { Distinction = "" };

    /// <summary>Orders by name, then by job, then by distinction, all of them ordinal.</summary>
    /// <param name="other">The other key; null comes first.</param>
    /// <returns>Below 0 where this key comes first, 0 where they are equal, above 0 where the other one comes first.</returns>
    public int CompareTo(BenchmarkKey? other) =>
        string.CompareOrdinal(FullName, other?.FullName) is not 0 and var byName ? byName
        : string.CompareOrdinal(Job, other?.Job) is not 0 and var byJob ? byJob
        : string.CompareOrdinal(Distinction, other?.Distinction);

    /// <returns>The full name, the job in square brackets unless it is the default, and the distinction in braces.</returns>
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
/// The time of each iteration in order, ns per operation, one at least. The launch's empty loop is subtracted, and none is below
/// 0.1 ns, which stands for a time that cannot be measured.
/// </param>
/// <param name="Operations">The number of operations of all iterations together; 0 where the report does not say.</param>
public sealed record Launch(ImmutableArray<double> NanosecondsPerOp, long Operations)
{
    /// <summary>The time of the empty loop, ns per operation; 0 where the report does not have it, or has subtracted it.</summary>
    public double EmptyLoopNanosecondsPerOp { get; init; }

    /// <summary>
    /// Where the only time is a mean: the most that its standard error can be, as a fraction of it; 0 where the table does not say it.
    /// </summary>
    internal double RelativeStandardError { get; init; }

    /// <summary>Where the only time is a mean: the value of one of its last digit; otherwise 0.</summary>
    internal double RoundedToNanoseconds { get; init; }
}

/// <summary>A figure other than time.</summary>
/// <param name="Id">The metric's key.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">Such as <c>B</c>; may be empty.</param>
/// <param name="IsGreaterBetter">True where more of it is better.</param>
internal sealed record Metric(string Id, string Name, double Value, string Unit, bool IsGreaterBetter);

/// <summary>One benchmark of one report: a method with its parameters and its job, and the measurements of it.</summary>
public sealed record Benchmark
{
    internal Benchmark(
        BenchmarkKey key,
        string @namespace,
        string type,
        string method,
        MeasurementKind kind,
        ImmutableArray<Launch> launches,
        double? allocatedBytesPerOp,
        ImmutableArray<Metric> metrics
    )
    {
        Key = key;
        Namespace = @namespace;
        Type = type;
        Method = method;
        Kind = kind;
        Launches = launches;
        AllocatedBytesPerOp = allocatedBytesPerOp;
        Metrics = metrics;
    }

    /// <summary>The identity: full name and job. No other benchmark of the report has it.</summary>
    public BenchmarkKey Key { get; init; }

    /// <summary>The namespace of its class; may be empty.</summary>
    public string Namespace { get; init; }

    /// <summary>The name of its class, without namespace and outer classes.</summary>
    public string Type { get; init; }

    /// <summary>The name of its method.</summary>
    public string Method { get; init; }

    /// <summary>The launches in order; empty where there is no measurement.</summary>
    /// <remarks>A report that does not tell launches apart has one, of all its iterations.</remarks>
    public ImmutableArray<Launch> Launches { get; init; }

    /// <summary>The managed memory that one operation allocates, bytes; null where it was not measured or is not known.</summary>
    public double? AllocatedBytesPerOp { get; init; }

    /// <summary>The kind of BenchmarkDotNet's figures that the times are.</summary>
    internal MeasurementKind Kind { get; init; }

    /// <summary>Other figures, allocations too.</summary>
    internal ImmutableArray<Metric> Metrics { get; init; }

    /// <summary>The method as its program names it for people: BenchmarkDotNet's <c>Description</c>, or else the method's name.</summary>
    public string Title
    {
        get => field ?? Method;
        init;
    }

    /// <summary>The parameters as BenchmarkDotNet displays them, <c>Name=value&amp;Name=value</c>, shortened where they are long.</summary>
    internal string Parameters { get; init; } = "";

    /// <summary>The job with all its characteristics, also those that <see cref="JobId"/> leaves out.</summary>
    internal string JobText { get; init; } = "";

    /// <summary>The name in a Markdown or CSV file; null where the file has the full name.</summary>
    internal TableName? TableName { get; init; }

    /// <summary>The benchmarks of another report of which this may be any; empty where there is no doubt.</summary>
    internal ImmutableArray<BenchmarkKey> MayBe { get; init; } = [];

    /// <summary>True where there is no measurement: the benchmark failed or never ran.</summary>
    public bool IsFailed => Launches.IsEmpty;

    /// <summary>The reason why there is no measurement, where more is known than that it failed or never ran; else null.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// BenchmarkDotNet's own mean, ns per operation, over the iterations of all launches, without outliers; null where unknown.
    /// </summary>
    public double? ReportedMeanNanoseconds { get; init; }

    /// <summary>True where a launch has a median above 0.1 ns; otherwise its time cannot be told from that of an empty loop.</summary>
    public bool HasMeasurableTime => Launches.Any(launch => MeasurableTime.IsMeasurable(launch.NanosecondsPerOp));

    /// <summary>The parameters with brackets, such as <c>(Length: 100)</c>; empty where there are none.</summary>
    public string Arguments => Key.FullName[(ClassEnd + (ClassEnd == Key.FullName.Length ? 0 : MethodPart.Length))..];

    /// <summary>True where it ran in BenchmarkDotNet's own process: a launch is no process of its own there.</summary>
    public bool IsInProcess { get; init; }

    /// <summary>The class with its namespace and outer classes: two may have the same <see cref="Type"/>.</summary>
    public string Class =>
        ClassEnd < Key.FullName.Length ? Key.FullName[..ClassEnd]
        : Namespace.Length > 0 ? $"{Namespace}.{Type}"
        : Type;

    /// <summary>Benchmarks that a run's own baseline may be compared with: the same class, parameters and job.</summary>
    internal string Group => $"{Key.FullName[..ClassEnd]}{Arguments} [{Key.Job}] {Key.Distinction}".TrimEnd();

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
/// <param name="Path">The path as the caller named it, or the folder of the run.</param>
/// <param name="Machine">The machine that ran it.</param>
/// <param name="Environment">The software that ran it, and the start.</param>
/// <param name="BaselineMethods">The baseline method of each class, by the class's name, from <c>host.json</c>; may be empty.</param>
/// <param name="Benchmarks">Sorted by key, no key twice. Those that failed are among them.</param>
/// <param name="Warnings">
/// The facts that a reader should know before trusting it, one sentence each: benchmarks and files left out, damaged or ambiguous.
/// </param>
public sealed record Report(
    string Path,
    Machine Machine,
    RunEnvironment Environment,
    ImmutableSortedDictionary<string, string> BaselineMethods,
    ImmutableArray<Benchmark> Benchmarks,
    ImmutableArray<string> Warnings
);
