namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>The arguments of a verb, as the user wrote them; <see cref="SuiteRequest"/> checks them.</summary>
/// <param name="Workloads">Ids, or <c>all</c>.</param>
/// <param name="Models">Ids of models; empty for no choice.</param>
/// <param name="Kernel">The kernel of the models.</param>
/// <param name="Numbers">Numbers with commas between them.</param>
/// <param name="NumbersFile">A file of numbers.</param>
/// <param name="Workers">The number of workers.</param>
/// <param name="Machine">The name of the machine's folder.</param>
/// <param name="Verbose">True where all of BenchmarkDotNet's log is shown.</param>
/// <param name="Watch">True where a page shows the run while it is going.</param>
/// <param name="BenchmarkDotNet">All other arguments, which are BenchmarkDotNet's.</param>
internal sealed record SuiteArguments(
    ImmutableArray<string> Workloads,
    ImmutableArray<string> Models,
    string? Kernel,
    string? Numbers,
    string? NumbersFile,
    string? Workers,
    string? Machine,
    bool Verbose,
    bool Watch,
    ImmutableArray<string> BenchmarkDotNet
);
