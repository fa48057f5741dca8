using ConcurrencyBench.FaultyWorker;

namespace ConcurrencyBench.Workers.Tests;

/// <summary>The expected end of a cell of the fault matrix.</summary>
/// <param name="Culprit">The fate of the culprit; where there is none, of every job.</param>
/// <param name="Reasons">With <see cref="FaultFate.Lost"/>: the reasons for which its worker may count as lost.</param>
/// <param name="ExitCode">With <see cref="FaultFate.Lost"/>.</param>
/// <param name="Signal">With <see cref="FaultFate.Lost"/>.</param>
/// <param name="Wrote">The text that its stderr must hold then.</param>
internal sealed record FaultOutcome(FaultFate Culprit, ImmutableArray<WorkerLossReason> Reasons, int? ExitCode, int? Signal, string Wrote)
{
    /// <param name="cell">The cell.</param>
    /// <param name="isNative">True when its worker is compiled by Native AOT, whose runtime says other things at its end.</param>
    public static FaultOutcome Predict(FaultCell cell, bool isNative) =>
        new(FateOf(cell), ReasonsOf(cell), ExitCodeOf(cell.Kind), SignalOf(cell.Kind, isNative), WroteOf(cell.Kind, isNative));

    private static FaultFate FateOf(FaultCell cell) =>
        cell switch
        {
            // Standard output carries no frames there, and is not read.
            { Kind: FaultKind.Noise, Transport: not WorkerTransport.Stdio } => FaultFate.Answered,

            // A program that breaks the protocol at its start does so every time.
            { Phase: FaultPhase.BeforeHello, Kind: >= FaultKind.Garbage and not FaultKind.ClosedOutput and not FaultKind.ShortFrame } =>
                FaultFate.NoWorker,

            // The first one counts.
            { Phase: FaultPhase.Computing, Kind: FaultKind.DuplicateAnswer } => FaultFate.Answered,

            // Only a job that was begun and not answered can be lost.
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

    // Native AOT leaves a stack overflow to the system.
    private static int? SignalOf(FaultKind kind, bool isNative) =>
        kind switch
        {
            FaultKind.Exit0 or FaultKind.Exit3 => null,
            FaultKind.SigSegv => 11,
            FaultKind.StackOverflow when isNative => 11,
            FaultKind.StackOverflow or FaultKind.UnhandledException or FaultKind.OutOfMemory => 6,
            _ => 9,
        };

    private static string WroteOf(FaultKind kind, bool isNative) =>
        kind switch
        {
            FaultKind.StackOverflow when !isNative => "Stack overflow",
            FaultKind.UnhandledException => "an unhandled exception",
            FaultKind.OutOfMemory => isNative ? "System.OutOfMemoryException" : "Out of memory",
            _ => $"faulty: {kind}",
        };
}

/// <summary>The fate of a job.</summary>
internal enum FaultFate
{
    /// <summary>The right answer, from any worker.</summary>
    Answered,

    /// <summary><see cref="WorkerLostException"/>.</summary>
    Lost,

    /// <summary><see cref="WorkerStartException"/>, as every job of this pool.</summary>
    NoWorker,
}
