using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Launches one benchmark of a program.</summary>
/// <remarks>
/// BenchmarkDotNet 0.13.2 and older compare their filter with names without parameters. There a launch takes all benchmarks of
/// the method along.
/// </remarks>
/// <param name="launcher">Starts the program.</param>
internal sealed class BenchmarkLauncher(ILauncher launcher)
{
    private bool _takesWholeMethods;

    /// <param name="request">Its filters are replaced.</param>
    /// <param name="cell">The benchmark's full name.</param>
    /// <param name="cancellation">Ends the launch.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public LaunchOutcome Launch(LaunchRequest request, string cell, CancellationToken cancellation)
    {
        string? method = ExactFilter.FromMethodOf(cell);
        if (method is null || !_takesWholeMethods)
        {
            LaunchOutcome exact = launcher.Launch(request with { Filters = [ExactFilter.FromFullName(cell)] }, cancellation);
            if (method is null || exact.Fault?.Kind != LaunchFaultKind.NoReport)
            {
                return exact;
            }
        }

        LaunchOutcome whole = launcher.Launch(request with { Filters = [method] }, cancellation);
        _takesWholeMethods |= whole.Benchmarks.Any(benchmark => benchmark.Key.FullName == cell);
        return whole;
    }
}
