namespace ConcurrencyBench.Compare.Launching;

/// <summary>Runs benchmark programs, each time in a fresh process.</summary>
internal interface ILauncher
{
    /// <summary>Starts a program that measures, and waits for its end. A launch that goes wrong is a fault in the outcome.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the process and what it has started are gone.</exception>
    LaunchOutcome Launch(LaunchRequest request, CancellationToken cancellation);

    /// <summary>Asks a program for its benchmarks. A program that does not answer is a fault in the outcome.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the process and what it has started are gone.</exception>
    ListOutcome List(ListRequest request, CancellationToken cancellation);
}
