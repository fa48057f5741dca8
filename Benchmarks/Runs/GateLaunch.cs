namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>Whether this process is one launch among the hundreds of a gate, which reads BenchmarkDotNet's JSON and nothing else.</summary>
/// <remarks>
/// What is not the benchmark is left out then: looking at the machine, costs, reports for people. A launch takes half as long.
/// </remarks>
internal static class GateLaunch
{
    private const string Variable = "BENCHMARK_GATE_LAUNCH";

    public static bool IsThis { get; } = Environment.GetEnvironmentVariable(Variable) == "1";
}
