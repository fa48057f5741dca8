using ConcurrencyBench.Workers.Processes;
using ConcurrencyBench.Workers.Protocol;

namespace ConcurrencyBench.Workers.Pooling;

/// <summary>The messages for workers that have ended before they began a job.</summary>
internal static class StartFailure
{
    private const string NoWorker = "The worker program is no worker, or not one of this version";
    private const string Remedy =
        "Let it call WorkerProgram.Serve before it prints anything, from the same version of this library as its host.";

    /// <returns>The reason, and what to do where that is known.</returns>
    public static string Describe(WorkerPhase phase, WorkerExit exit) =>
        phase == WorkerPhase.Ready ? $"The worker program greets, and then begins no job: {exit.Describe()}"
        : exit.Reason == LossReason.Silent ? $"{NoWorker}: it did not greet within the time limit; {exit.DescribeEnd()} {Remedy}"
        : exit.Reason == LossReason.Protocol ? $"{NoWorker}: {exit.Describe()} {Remedy}"
        : exit.Reason == LossReason.Host ? $"A worker could not be served while it started: {exit.Describe()}"
        : exit.Signal is not null ? $"A worker was killed while it started: {exit.Describe()}"
        : $"The worker program ended before it greeted: {exit.Describe()} {Remedy}";

    /// <param name="thrown">The exception of a worker's initializer.</param>
    public static string Describe(ThrownException thrown) => $"The initializer of the worker program threw {thrown.Type}: {thrown.Message}";
}
