using System.Collections.Immutable;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>How a launch went wrong.</summary>
internal enum LaunchFaultKind
{
    /// <summary>It ended with an error and left no whole report.</summary>
    Crashed,

    /// <summary>It took longer than it may, and was ended.</summary>
    TimedOut,

    /// <summary>It ended well and left no report.</summary>
    NoReport,

    /// <summary>It does something else than its arguments say.</summary>
    IgnoresArguments,

    /// <summary>It left a report in which a benchmark has no measurement.</summary>
    NotMeasured,
}

/// <summary>What went wrong with a launch.</summary>
/// <param name="Kind">How.</param>
/// <param name="Message">The first line says what happened; the program's last lines follow, a line each.</param>
internal sealed record LaunchFault(LaunchFaultKind Kind, string Message);

/// <summary>What a launch left.</summary>
/// <param name="Benchmarks">As its reports have them, not merged: a benchmark with two jobs is there twice. Empty where there is no whole report.</param>
/// <param name="Machine">From the report's header; null where there is none.</param>
/// <param name="Environment">From the report's header; null where there is none.</param>
/// <param name="Elapsed">From start to end of the process.</param>
/// <param name="Fault">Null where all went well.</param>
/// <param name="Jobs"><c>Jobs[i]</c> is the job of <c>Benchmarks[i]</c> as the report says it, counts included: <c>Job-ABCDEF(Toolchain=…, IterationCount=5, …)</c>.</param>
internal sealed record LaunchOutcome(
    ImmutableArray<Benchmark> Benchmarks,
    Machine? Machine,
    RunEnvironment? Environment,
    TimeSpan Elapsed,
    LaunchFault? Fault,
    ImmutableArray<string> Jobs
);

/// <summary>What a program says it has.</summary>
/// <param name="Names"><c>Namespace.Type.Method</c> without parameters, in the program's order, none twice. Empty where nothing matches.</param>
/// <param name="Fault">Null where the program answered.</param>
internal sealed record ListOutcome(ImmutableArray<string> Names, LaunchFault? Fault);
