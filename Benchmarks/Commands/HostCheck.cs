using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.CommandLine;
using ConcurrencyBench.Benchmarks.Host;
using ConcurrencyBench.Benchmarks.Runs;

namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>Reads the machine before a run and warns of what would disturb it.</summary>
internal static class HostCheck
{
    public static HostInfo Run(SuiteRequest request, ConsoleView view)
    {
        HostInfo host = HostReader.Read(
            request.Machine,
            DateTimeOffset.UtcNow,
            SourceTree.Folder,
            request.Settings.Describe(BenchmarkCatalog.Baselines)
        );
        view.Warn(HostWarnings.Find(host, HostWarnings.SampleOtherLoad(), Debugger.IsAttached));
        return host;
    }
}
