using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>Every phase with every kind of fault.</summary>
internal static class FaultMatrix
{
    private static readonly FaultPhase[] Phases = Enum.GetValues<FaultPhase>();
    private static readonly FaultKind[] Endings = [.. Enum.GetValues<FaultKind>().Where(kind => kind < FaultKind.Garbage)];
    private static readonly FaultKind[] Breaches = [.. Enum.GetValues<FaultKind>().Where(kind => kind >= FaultKind.Garbage)];
    private static readonly FaultPhase[] BreachPhases = [FaultPhase.BeforeHello, FaultPhase.Reading, FaultPhase.Computing, FaultPhase.Idle];

    /// <summary>All cells: with one worker and two through pipes, and with two through the other transports.</summary>
    public static IEnumerable<FaultCell> Whole =>
        from phase in Phases
        from kind in Endings.Concat(BreachPhases.Contains(phase) ? Breaches : [])
        from cell in Variants(phase, kind)
        select cell;

    /// <summary>Each phase twice, each kind once or twice, each transport several times.</summary>
    public static IEnumerable<FaultCell> Slice =>
        [
            .. Endings.Select((kind, index) => Place(Phases[index], kind, index)),
            .. Endings
                .Select((kind, index) => Place(Phases[(index + 4) % Phases.Length], kind, index + 1))
                .Where((_, index) => index % 2 == 0),
            .. Breaches.Select((kind, index) => Place(BreachPhases[index % BreachPhases.Length], kind, index)),
        ];

    /// <summary>All cells with workers that were compiled ahead of time.</summary>
    public static IEnumerable<FaultCell> CompiledWhole => Whole.Select(cell => cell with { IsCompiled = true });

    /// <summary>Each phase and each ending once, and every third breach: what another runtime could do in another way.</summary>
    public static IEnumerable<FaultCell> CompiledSlice =>
        [
            .. Endings.Select((kind, index) => Place(Phases[(index + 4) % Phases.Length], kind, index) with { IsCompiled = true }),
            .. Breaches
                .Where((_, index) => index % 3 == 0)
                .Select((kind, index) => Place(BreachPhases[index % BreachPhases.Length], kind, index) with { IsCompiled = true }),
        ];

    private static IEnumerable<FaultCell> Variants(FaultPhase phase, FaultKind kind)
    {
        yield return new FaultCell(phase, kind, WorkerTransport.Stdio, 1);
        foreach (WorkerTransport transport in Enum.GetValues<WorkerTransport>())
        {
            yield return new FaultCell(phase, kind, transport, 2);
        }
    }

    private static FaultCell Place(FaultPhase phase, FaultKind kind, int index) =>
        new(phase, kind, (WorkerTransport)(index % 3), 1 + index % 2);
}
