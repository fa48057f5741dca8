using System.Collections.Immutable;
using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>How a cell of the fault matrix must end.</summary>
/// <param name="Culprit">What becomes of the culprit; where there is none, of every job.</param>
/// <param name="Reasons">With <see cref="FaultFate.Lost"/>: why its worker may count as lost.</param>
/// <param name="ExitCode">With <see cref="FaultFate.Lost"/>.</param>
/// <param name="Signal">With <see cref="FaultFate.Lost"/>.</param>
/// <param name="Wrote">What its stderr must hold then.</param>
internal sealed record FaultOutcome(FaultFate Culprit, ImmutableArray<WorkerLossReason> Reasons, int? ExitCode, int? Signal, string Wrote)
{
    public static FaultOutcome Predict(FaultCell cell) =>
        new(FateOf(cell), ReasonsOf(cell), ExitCodeOf(cell.Kind), SignalOf(cell.Kind), WroteOf(cell.Kind));

    private static FaultFate FateOf(FaultCell cell) =>
        cell switch
        {
            // Standard output carries no frames there, and nobody listens to it.
            { Kind: FaultKind.Noise, Transport: not WorkerTransport.Stdio } => FaultFate.Answered,

            // A program that speaks otherwise will do so again.
            { Phase: FaultPhase.BeforeHello, Kind: >= FaultKind.Garbage and not FaultKind.ClosedOutput and not FaultKind.ShortFrame } =>
                FaultFate.NoWorker,

            // The first one counts.
            { Phase: FaultPhase.Computing, Kind: FaultKind.DuplicateAnswer } => FaultFate.Answered,

            // Only what was begun can be lost, and what was answered was not.
            { Phase: FaultPhase.Computing or FaultPhase.HalfFrame } => FaultFate.Lost,
            _ => FaultFate.Answered,
        };

    private static ImmutableArray<WorkerLossReason> ReasonsOf(FaultCell cell) =>
        cell switch
        {
            { Kind: FaultKind.SigStop or FaultKind.EndlessLoop or FaultKind.ClosedOutput or FaultKind.ShortFrame } =>
            [
                WorkerLossReason.Silent,
            ],
            { Kind: >= FaultKind.Garbage } => [WorkerLossReason.Protocol],
            _ => [WorkerLossReason.Ended],
        };

    private static int? ExitCodeOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.Exit0 => 0,
            FaultKind.Exit3 => 3,
            _ => null,
        };

    private static int? SignalOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.Exit0 or FaultKind.Exit3 => null,
            FaultKind.SigSegv => 11,
            FaultKind.StackOverflow or FaultKind.UnhandledException or FaultKind.OutOfMemory => 6,
            _ => 9,
        };

    private static string WroteOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.StackOverflow => "Stack overflow",
            FaultKind.UnhandledException => "nobody handles this",
            FaultKind.OutOfMemory => "Out of memory",
            _ => $"faulty: {kind}",
        };
}

/// <summary>What becomes of a job.</summary>
internal enum FaultFate
{
    /// <summary>The right answer, from whichever worker.</summary>
    Answered,

    /// <summary><see cref="WorkerLostException"/>.</summary>
    Lost,

    /// <summary><see cref="WorkerStartException"/>, as every job of this pool.</summary>
    NoWorker,
}
