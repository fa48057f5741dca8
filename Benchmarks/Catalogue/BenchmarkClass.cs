using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Catalogue;

/// <summary>A class of benchmarks, which describes itself. The catalogue finds it by this interface.</summary>
internal interface IBenchmarkClass
{
    /// <summary>The description of the class for the rest of the suite.</summary>
    static abstract BenchmarkClass Description { get; }
}

/// <summary>The description of a class of benchmarks.</summary>
/// <param name="Order">Its place in a run; no two classes share one.</param>
/// <param name="RowHeading">The heading over the names of its benchmarks in a table.</param>
internal sealed record BenchmarkClass(int Order, string RowHeading)
{
    /// <summary>The parameter of every class whose benchmarks work on a workload; its value is the workload's id.</summary>
    public const string WorkloadParameter = "Workload";

    /// <summary>The parameter of every class whose benchmarks find the divisors of one number.</summary>
    public const string NumberParameter = "Number";

    /// <summary>The parameter of every class that varies the number of workers.</summary>
    public const string WorkersParameter = "Workers";

    /// <summary>True where the main job runs it. The others run when they are chosen.</summary>
    public bool IsInMainJob { get; init; }

    /// <summary>True where each benchmark is a model of the catalogue, so that its schedule bounds its speed-up.</summary>
    public bool MeasuresModels { get; init; }

    /// <summary>True where each benchmark is a kernel of the catalogue, on one core.</summary>
    public bool MeasuresKernels { get; init; }

    /// <summary>True where a separate report shows its results, instead of tables on the console.</summary>
    public bool HasReportOfItsOwn { get; init; }

    /// <summary>True where an operation can take seconds, so that there are few iterations.</summary>
    public bool IsSlow { get; init; }

    /// <summary>True where servers are started for it, which takes longer than all else of a smoke run.</summary>
    public bool NeedsServers { get; init; }

    /// <summary>The workload of a smoke run; null for the workload that the user chooses.</summary>
    public Workload? SmokeWorkload { get; init; }

    /// <summary>The language that a benchmark method needs beside C#; null where it needs none.</summary>
    public Func<string, PeerLanguage?> FindLanguage { get; init; } = _ => null;

    /// <summary>The reason why a benchmark method does not run here, in one line; null where it runs.</summary>
    public Func<string, string?> ReasonToLeaveOut { get; init; } = _ => null;

    /// <summary>The text of a parameter's value, such as <c>2 workers</c>.</summary>
    public Func<object?, string?> DescribeValue { get; init; } = value => value?.ToString();
}
