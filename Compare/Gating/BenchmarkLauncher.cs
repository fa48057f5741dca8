using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Launches one benchmark of a program.</summary>
/// <remarks>
/// BenchmarkDotNet 0.13.2 and older compare their filter with names without parameters. There a launch measures all benchmarks of
/// the method.
/// </remarks>
/// <param name="launcher">Starts the program.</param>
internal sealed class BenchmarkLauncher(ILauncher launcher)
{
    private bool _launchesMethods;

    /// <param name="request">Its filters are replaced.</param>
    /// <param name="fullName">The benchmark's full name.</param>
    /// <param name="cancellation">Ends the launch.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public LaunchOutcome Launch(LaunchRequest request, string fullName, CancellationToken cancellation)
    {
        string? method = ExactFilter.FromMethodOf(fullName);
        if (method is null || !_launchesMethods)
        {
            LaunchOutcome exact = launcher.Launch(request with { Filters = [ExactFilter.FromFullName(fullName)] }, cancellation);
            if (method is null || exact.Fault?.Kind != LaunchFaultKind.NoReport)
            {
                return exact;
            }
        }

        LaunchOutcome all = launcher.Launch(request with { Filters = [method] }, cancellation);
        _launchesMethods |= all.Benchmarks.Any(benchmark => benchmark.Key.FullName == fullName);
        return all;
    }
}
