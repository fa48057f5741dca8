using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Measures programs in pairs of processes that stay for many benchmarks and take turns.</summary>
internal interface ITurnTaker
{
    /// <summary>Lists the benchmarks of a program without running any.</summary>
    /// <exception cref="ProgramNotLoadedException">The program cannot take turns.</exception>
    TurnProgram List(ProgramFiles program, CancellationToken cancellation);

    /// <summary>Runs benchmarks of a program once, one after the other.</summary>
    /// <returns><c>result[i]</c> belongs to <c>benchmarks[i]</c>; each is run when it is asked for.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    IEnumerable<ProbedTurn> Probe(ProgramFiles program, ImmutableArray<string> benchmarks, CancellationToken cancellation);

    /// <summary>Begins a sweep: the processes start when the first benchmark is measured.</summary>
    /// <param name="baseline">Side A.</param>
    /// <param name="candidate">Side B.</param>
    /// <param name="baselineFirst">True starts side A first, and lets it have the first turn.</param>
    ISweep Begin(ProgramFiles baseline, ProgramFiles candidate, bool baselineFirst);
}

/// <summary>A pair of processes. A benchmark that crashes or hangs costs itself only: the pair is renewed.</summary>
internal interface ISweep : IDisposable
{
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    TurnOutcome Measure(string benchmark, CancellationToken cancellation);
}

/// <summary>The benchmarks of a program, and what runs them.</summary>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
/// <param name="BenchmarkDotNet">Its version.</param>
/// <param name="Benchmarks">Full names, each with the reason why it cannot take turns; null where it can.</param>
internal sealed record TurnProgram(string Runtime, string BenchmarkDotNet, ImmutableArray<(string Name, string? Obstacle)> Benchmarks);

/// <summary>One benchmark that was run once.</summary>
/// <param name="NanosecondsPerInvocation">Cold; 0 with a fault.</param>
/// <param name="SideSeconds">The time that one side of a pair of it will take.</param>
/// <param name="Fault">The reason why it does not run; null where it does.</param>
internal readonly record struct ProbedTurn(double NanosecondsPerInvocation, double SideSeconds, string? Fault);

/// <summary>A program cannot take turns as a whole; the message is a sentence that says why.</summary>
internal sealed class ProgramNotLoadedException(string message) : Exception(message);

/// <summary>One benchmark of one sweep.</summary>
/// <param name="Baseline">ns per operation of each turn, in order; empty with a fault.</param>
/// <param name="Candidate">The same of side B; turn i follows or precedes that of side A.</param>
/// <param name="Operations">Of a turn.</param>
/// <param name="BaselineBytes">Bytes that an operation of side A allocates.</param>
/// <param name="CandidateBytes">The same of side B.</param>
/// <param name="Overhead">The empty loop, which is subtracted already, ns per operation.</param>
/// <param name="Unsteady">The reason why the code was not steady; null where it was.</param>
/// <param name="Unpinned">The reason why the turns were not taken on one core; null where they were.</param>
/// <param name="Fault">The side that failed, and why; null where none did.</param>
internal sealed record TurnOutcome(
    ImmutableArray<double> Baseline,
    ImmutableArray<double> Candidate,
    long Operations,
    double BaselineBytes,
    double CandidateBytes,
    double Overhead,
    string? Unsteady,
    string? Unpinned,
    (bool IsBaseline, string Message)? Fault
)
{
    /// <summary>The operations of an invocation.</summary>
    public int OperationsPerInvocation { get; init; } = 1;
}
