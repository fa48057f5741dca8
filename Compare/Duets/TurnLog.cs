using ConcurrencyBench.Duet.Protocol;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Compare.Duets;

/// <summary>The turns of one benchmark in both processes.</summary>
/// <param name="invocations">The invocations of each turn.</param>
internal sealed class TurnLog(long invocations)
{
    /// <summary>The invocations of each turn.</summary>
    public long Invocations { get; } = invocations;

    /// <summary>The turns of the baseline.</summary>
    public SideLog Baseline { get; } = new(invocations);

    /// <summary>The turns of the candidate.</summary>
    public SideLog Candidate { get; } = new(invocations);

    /// <summary>
    /// The empty loop of a turn, nanoseconds, of both sides together: the loop is the same code, and what each side's own differs by would
    /// be all of the difference of what takes no longer.
    /// </summary>
    public double Overhead => Baseline.Overhead.Concat(Candidate.Overhead).Select(turn => turn.Nanoseconds).Median();

    /// <summary>The reason for which the code was not steady during the turns; null where it was.</summary>
    public string? Unsteady =>
        CountCompiled() is > 0 and var methods
            ? string.Create(CultureInfo.InvariantCulture, $"{methods} methods were compiled during its turns.")
            : null;

    private long CountCompiled() =>
        Compilations.Count([
            .. Baseline
                .Workload.Concat(Candidate.Workload)
                .Select(turn => new CompilingTurn(turn.CompiledMethods, Invocations, turn.Nanoseconds)),
        ]);
}

/// <summary>The turns of one benchmark in one process.</summary>
/// <param name="invocations">The invocations of each turn.</param>
internal sealed class SideLog(long invocations)
{
    /// <summary>The turns of the benchmark.</summary>
    public List<TurnReading> Workload { get; } = [];

    /// <summary>The turns of the empty loop.</summary>
    public List<TurnReading> Overhead { get; } = [];

    /// <summary>Computes the figures of an operation.</summary>
    /// <param name="operationsPerInvocation">Those of one call.</param>
    /// <param name="overhead">The empty loop of a turn, nanoseconds; the same for both sides.</param>
    public DuetSide ToSide(int operationsPerInvocation, double overhead)
    {
        double operations = (double)invocations * operationsPerInvocation;
        bool isSingle = Threads.IsSingle(Workload);
        return new DuetSide(
            [.. Workload.Select(turn => (turn.Nanoseconds - overhead) / operations)],
            overhead / operations,
            Workload.Select(turn => (double)(isSingle ? turn.ThreadAllocatedBytes : turn.TotalAllocatedBytes)).Median() / operations
        );
    }
}
