using BenchmarkDotNet.Running;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>A benchmark case of this program.</summary>
/// <param name="Description">The description for the host.</param>
/// <param name="Case">BenchmarkDotNet's description; null where there is an obstacle.</param>
internal sealed record FoundBenchmark(ListedBenchmark Description, BenchmarkCase? Case);
