using System.Collections.Immutable;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>How much of each benchmark one launch measures.</summary>
/// <param name="Warmups">Iterations that do not count; at least 0.</param>
/// <param name="Iterations">Iterations that count; at least 1.</param>
/// <param name="Invocations">Calls in an iteration; a multiple of <paramref name="Unroll"/>. Null leaves both to BenchmarkDotNet, for iterations of a millisecond.</param>
/// <param name="Unroll">Calls in one round of the measuring loop; at least 1.</param>
internal sealed record LaunchCounts(int Warmups, int Iterations, int? Invocations, int Unroll);

/// <summary>One fresh process that shall measure.</summary>
/// <param name="Program">Which program.</param>
/// <param name="Filters">BenchmarkDotNet's globs; <see cref="ExactFilter"/> makes one of a full name.</param>
/// <param name="Counts">How much.</param>
/// <param name="ProgramArguments">Arguments that the program wants beside BenchmarkDotNet's; the last.</param>
/// <param name="Environment">Variables to set, over what is inherited.</param>
/// <param name="Limit">How long the whole launch may take.</param>
internal sealed record LaunchRequest(
    ProgramFiles Program,
    ImmutableArray<string> Filters,
    LaunchCounts Counts,
    ImmutableArray<string> ProgramArguments,
    ImmutableArray<(string Name, string Value)> Environment,
    TimeSpan Limit
);

/// <summary>One process that shall say what benchmarks it has, and measure nothing.</summary>
/// <param name="Program">Which program.</param>
/// <param name="Filters">BenchmarkDotNet's globs; none means all.</param>
/// <param name="ProgramArguments">As in a launch.</param>
/// <param name="Environment">As in a launch.</param>
/// <param name="Limit">How long it may take.</param>
internal sealed record ListRequest(
    ProgramFiles Program,
    ImmutableArray<string> Filters,
    ImmutableArray<string> ProgramArguments,
    ImmutableArray<(string Name, string Value)> Environment,
    TimeSpan Limit
);
