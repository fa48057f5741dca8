using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>A place of the fault matrix.</summary>
internal sealed record FaultCell(FaultPhase Phase, FaultKind Kind, WorkerTransport Transport, int Workers)
{
    private const string Compiled = "Compiled";

    /// <summary>True for a worker that was compiled ahead of time.</summary>
    public bool IsCompiled { get; init; }

    /// <summary>True when it happens with a certain job.</summary>
    public bool HasCulprit => Phase is >= FaultPhase.Reading and <= FaultPhase.Idle;

    public static FaultCell Parse(string cell) =>
        cell.Split(' ') is [var phase, var kind, var transport, var workers, .. var compiled]
            ? new FaultCell(
                Enum.Parse<FaultPhase>(phase),
                Enum.Parse<FaultKind>(kind),
                Enum.Parse<WorkerTransport>(transport),
                workers[0] - '0'
            )
            {
                IsCompiled = compiled is [Compiled],
            }
            : throw new FormatException(cell);

    public override string ToString() => $"{Phase} {Kind} {Transport} {Workers}{(IsCompiled ? $" {Compiled}" : "")}";
}
