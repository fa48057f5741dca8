using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A place of the fault matrix.</summary>
internal sealed record FaultCell(FaultPhase Phase, FaultKind Kind, WorkerTransport Transport, int Workers)
{
    /// <summary>True when it happens with a certain job.</summary>
    public bool HasCulprit => Phase is >= FaultPhase.Reading and <= FaultPhase.Idle;

    public static FaultCell Parse(string cell) =>
        cell.Split(' ') is [var phase, var kind, var transport, var workers]
            ? new FaultCell(
                Enum.Parse<FaultPhase>(phase),
                Enum.Parse<FaultKind>(kind),
                Enum.Parse<WorkerTransport>(transport),
                workers[0] - '0'
            )
            : throw new FormatException(cell);

    public override string ToString() => $"{Phase} {Kind} {Transport} {Workers}";
}
