namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Tells whether this process is one launch of a gate, which reads BenchmarkDotNet's JSON and nothing else.</summary>
/// <remarks>
/// Such a launch leaves out the fingerprint of the machine, resource use and reports for people. It takes half as long.
/// </remarks>
internal static class GateLaunch
{
    private const string Variable = "BENCHMARK_GATE_LAUNCH";

    public static bool IsThis { get; } = Environment.GetEnvironmentVariable(Variable) == "1";
}
