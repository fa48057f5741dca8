using BenchmarkDotNet.Running;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Benchmarks.Reports;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>The versions of Python and Go that a run measured, saved as peers.json beside its reports.</summary>
internal static class PeerVersions
{
    /// <summary>The file's name.</summary>
    public const string FileName = "peers.json";

    /// <returns>The file's content, for the languages that the benchmarks are named after; null when there is none.</returns>
    /// <exception cref="PeerException">A peer does not say who it is.</exception>
    public static string? Render(IEnumerable<BenchmarkCase> benchmarks)
    {
        ImmutableSortedDictionary<string, PeerHello> peers = benchmarks
            .Select(benchmark =>
                BenchmarkCatalog.Describe(benchmark.Descriptor.Type).FindLanguage(benchmark.Descriptor.WorkloadMethod.Name)
            )
            .OfType<PeerLanguage>()
            .Distinct()
            .ToImmutableSortedDictionary(language => language.Id, Ask, StringComparer.Ordinal);
        return peers.IsEmpty ? null : ReportJson.Render(peers);
    }

    private static PeerHello Ask(PeerLanguage language)
    {
        using PeerServer server = PeerServer.Start(language.Command());
        return server.Hello;
    }
}
