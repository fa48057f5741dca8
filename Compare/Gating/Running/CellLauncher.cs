using ConcurrencyBench.Compare.Gating.Programs;

namespace ConcurrencyBench.Compare.Gating.Running;

/// <summary>Launches one benchmark of a program.</summary>
/// <remarks>
/// BenchmarkDotNet 0.13.2 and older compare their filter with names without parameters. There a launch takes all benchmarks of
/// the method along.
/// </remarks>
/// <param name="launcher">Starts the program.</param>
internal sealed class CellLauncher(ILauncher launcher)
{
    private bool _takesWholeMethods;

    /// <param name="request">Its filters are replaced.</param>
    /// <param name="cell">The benchmark's full name.</param>
    /// <param name="cancellation">Ends the launch.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public LaunchOutcome Launch(LaunchRequest request, string cell, CancellationToken cancellation)
    {
        LaunchOutcome? exact = _takesWholeMethods ? null : launcher.Launch(request with { Filters = [ExactFilter.Of(cell)] }, cancellation);
        if (exact is { Fault: not { Kind: LaunchFaultKind.NoReport } } || ExactFilter.OfMethod(cell) is not { } method)
        {
            return exact ?? launcher.Launch(request with { Filters = [ExactFilter.Of(cell)] }, cancellation);
        }

        LaunchOutcome whole = launcher.Launch(request with { Filters = [method] }, cancellation);
        _takesWholeMethods |= whole.Benchmarks.Any(benchmark => benchmark.Key.FullName == cell);
        return whole;
    }
}
