namespace ConcurrencyBench.Benchmarks.CommandLine;

/// <summary>What a user asked for, as it was written; <see cref="SuiteRequest"/> makes sense of it.</summary>
/// <param name="Workloads">Ids, or <c>all</c>.</param>
/// <param name="Models">Ids of models; empty for no choice.</param>
/// <param name="Kernel">The kernel of the models.</param>
/// <param name="Numbers">Numbers with commas between them.</param>
/// <param name="NumbersFile">A file of numbers.</param>
/// <param name="Workers">How many workers.</param>
/// <param name="Machine">The name of the machine's folder.</param>
/// <param name="Verbose">Whether all of BenchmarkDotNet's log is shown.</param>
/// <param name="BenchmarkDotNet">Everything else.</param>
internal sealed record SuiteArguments(
    ImmutableArray<string> Workloads,
    ImmutableArray<string> Models,
    string? Kernel,
    string? Numbers,
    string? NumbersFile,
    string? Workers,
    string? Machine,
    bool Verbose,
    ImmutableArray<string> BenchmarkDotNet
);
