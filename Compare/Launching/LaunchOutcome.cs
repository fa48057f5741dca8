using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>The kind of failure of a launch.</summary>
internal enum LaunchFaultKind
{
    /// <summary>It ended with an error and left no complete report.</summary>
    Crashed,

    /// <summary>It took longer than its limit, and was ended.</summary>
    TimedOut,

    /// <summary>It ended without an error and left no report.</summary>
    NoReport,

    /// <summary>It does something else than its arguments say.</summary>
    IgnoresArguments,

    /// <summary>It left a report in which a benchmark has no measurement.</summary>
    NotMeasured,
}

/// <summary>The failure of a launch.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Message">A headline; the last lines of the program's output follow, a line each.</param>
internal sealed record LaunchFault(LaunchFaultKind Kind, string Message);

/// <summary>The outcome of a launch.</summary>
/// <param name="Benchmarks">The benchmarks of its reports; one with two jobs is there twice. Empty without a complete report.</param>
/// <param name="Machine">From the report's header; null where there is none.</param>
/// <param name="Environment">From the report's header; null where there is none.</param>
/// <param name="Elapsed">From start to end of the process.</param>
/// <param name="Fault">Null when nothing failed.</param>
/// <param name="Jobs">
/// <c>Jobs[i]</c> is the job of <c>Benchmarks[i]</c> as the report writes it, with counts:
/// <c>Job-ABCDEF(Toolchain=…, IterationCount=5, …)</c>.
/// </param>
internal sealed record LaunchOutcome(
    ImmutableArray<Benchmark> Benchmarks,
    Machine? Machine,
    RunEnvironment? Environment,
    TimeSpan Elapsed,
    LaunchFault? Fault,
    ImmutableArray<string> Jobs
);

/// <summary>The benchmarks that a program lists.</summary>
/// <param name="Names">
/// <c>Namespace.Type.Method</c> without parameters, in the program's order, each once. Empty when nothing matches.
/// </param>
/// <param name="Fault">Null when the program answered.</param>
internal sealed record ListOutcome(ImmutableArray<string> Names, LaunchFault? Fault);
