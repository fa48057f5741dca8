using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>The counts of one launch, for each benchmark.</summary>
/// <param name="Warmups">Iterations that do not count; at least 0.</param>
/// <param name="Iterations">Iterations that count; at least 1.</param>
/// <param name="Invocations">
/// Calls in an iteration; a multiple of <paramref name="Unroll"/>. Null leaves both to BenchmarkDotNet, for iterations of a millisecond.
/// </param>
/// <param name="Unroll">Calls in one round of the measuring loop; at least 1.</param>
internal sealed record LaunchCounts(int Warmups, int Iterations, int? Invocations, int Unroll);

/// <summary>A request for one fresh process that measures.</summary>
/// <param name="Program">The program.</param>
/// <param name="Filters">BenchmarkDotNet's globs; <see cref="ExactFilter"/> makes one of a full name.</param>
/// <param name="Counts">The counts for each benchmark.</param>
/// <param name="ProgramArguments">Arguments that the program wants beside BenchmarkDotNet's; the last.</param>
/// <param name="Environment">Variables to set, over what is inherited.</param>
/// <param name="Limit">The time limit of the launch.</param>
internal sealed record LaunchRequest(
    ProgramFiles Program,
    ImmutableArray<string> Filters,
    LaunchCounts Counts,
    ImmutableArray<string> ProgramArguments,
    ImmutableArray<(string Name, string Value)> Environment,
    TimeSpan Limit
);

/// <summary>A request for one process that lists its benchmarks, and measures nothing.</summary>
/// <param name="Program">The program.</param>
/// <param name="Filters">BenchmarkDotNet's globs; none means all.</param>
/// <param name="ProgramArguments">As in a launch.</param>
/// <param name="Environment">As in a launch.</param>
/// <param name="Limit">Its time limit.</param>
internal sealed record ListRequest(
    ProgramFiles Program,
    ImmutableArray<string> Filters,
    ImmutableArray<string> ProgramArguments,
    ImmutableArray<(string Name, string Value)> Environment,
    TimeSpan Limit
);
