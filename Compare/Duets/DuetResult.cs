namespace ConcurrencyBench.Compare.Duets;

/// <summary>The figures of one benchmark from one pair of processes.</summary>
/// <param name="Name">The benchmark's full name.</param>
/// <param name="Baseline">The turns of the baseline; <c>Baseline.NanosecondsPerOp[i]</c> was taken beside that of the candidate.</param>
/// <param name="Candidate">The turns of the candidate.</param>
/// <param name="Invocations">The invocations of each turn.</param>
/// <param name="Unsteady">The reason for which the code was not steady; null where it was.</param>
/// <param name="Unpinned">The reason for which the turns were not taken on one core; null where they were.</param>
/// <param name="Elapsed">The time for all of it.</param>
/// <param name="Fault">Null when nothing failed; otherwise there are no turns.</param>
internal sealed record DuetResult(
    string Name,
    DuetSide Baseline,
    DuetSide Candidate,
    long Invocations,
    string? Unsteady,
    string? Unpinned,
    TimeSpan Elapsed,
    DuetFault? Fault
)
{
    /// <summary>The operations of an invocation, the same on both sides.</summary>
    public int OperationsPerInvocation { get; init; } = 1;

    /// <summary>True when it failed in the candidate.</summary>
    public bool IsCandidateFault { get; init; }

    /// <summary>True when no turn fell any more and nothing was compiled.</summary>
    public bool IsSteady => Fault is null && Unsteady is null;

    /// <summary>True when both took their turns on the same core.</summary>
    public bool IsPinned => Fault is null && Unpinned is null;

    /// <summary>Creates the result of a benchmark that failed.</summary>
    public static DuetResult Fail(string name, TimeSpan elapsed, DuetFault fault) =>
        new(name, DuetSide.Empty, DuetSide.Empty, 0, null, null, elapsed, fault);
}

/// <summary>The turns of one side.</summary>
/// <param name="NanosecondsPerOp">
/// Wall time of each turn without its empty loop, in their order; around 0, also below it, where the benchmark takes no measurable time.
/// </param>
/// <param name="OverheadNanosecondsPerOp">The empty loop, which is subtracted already.</param>
/// <param name="AllocatedBytesPerOp">The median over the turns: of the thread of turns, or of all threads where others work too.</param>
internal sealed record DuetSide(ImmutableArray<double> NanosecondsPerOp, double OverheadNanosecondsPerOp, double AllocatedBytesPerOp)
{
    /// <summary>No turn.</summary>
    public static DuetSide Empty { get; } = new([], 0, 0);
}
