using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>How much a gate measures, and what that buys. Decided from the baseline alone.</summary>
/// <param name="Benchmarks">In the order of their names.</param>
/// <param name="ControlPairsOne">Pairs of the baseline with its copy in stage 1.</param>
internal sealed record GatePlan(
    [property: JsonPropertyName("cells")] ImmutableArray<BenchmarkPlan> Benchmarks,
    [property: JsonPropertyName("controlsOne")] int ControlPairsOne
)
{
    // A twelfth pair is what lets a two-sided p fall below 0.001 with one to spare.
    private const int FewestControls = 12;

    /// <summary>Seconds of both stages when every benchmark goes on to the second.</summary>
    [JsonIgnore]
    public double LongestSeconds => StageOneSeconds + ComputeStageTwoSeconds(Benchmarks);

    /// <summary>Seconds of the first stage.</summary>
    [JsonIgnore]
    public double StageOneSeconds =>
        Benchmarks.Sum(benchmark => benchmark.PairsOne * benchmark.PairSeconds) + ComputeControlSeconds(ControlPairsOne);

    /// <summary>ρ − 1 that is found in every benchmark.</summary>
    [JsonIgnore]
    public double LargestMinimumDetectableEffect =>
        Benchmarks.Select(benchmark => benchmark.MinimumDetectableEffect).DefaultIfEmpty(0).Max();

    /// <summary>The benchmark.</summary>
    public BenchmarkPlan this[string name] => Benchmarks.Single(benchmark => benchmark.Name == name);

    /// <summary>Seconds of the second stage for some benchmarks.</summary>
    public double ComputeStageTwoSeconds(IReadOnlyCollection<BenchmarkPlan> benchmarks) =>
        benchmarks.Sum(benchmark => benchmark.PairsTwo * benchmark.PairSeconds)
        + (benchmarks.Count == 0 ? 0 : ComputeControlSeconds(ComputeControlPairsTwo(benchmarks)));

    /// <returns>Pairs of the baseline with its copy beside so many of the benchmarks.</returns>
    public static int ComputeControlPairs(int pairs, bool isFirstStage) =>
        Math.Max(isFirstStage && pairs > 0 ? FewestControls : 0, (int)Math.Ceiling(pairs / 10.0));

    /// <returns>The same for the second stage of some benchmarks.</returns>
    public static int ComputeControlPairsTwo(IEnumerable<BenchmarkPlan> benchmarks) =>
        ComputeControlPairs(benchmarks.Sum(benchmark => benchmark.PairsTwo), isFirstStage: false);

    private double ComputeControlSeconds(int pairs) =>
        pairs * Benchmarks.Select(benchmark => benchmark.PairSeconds).DefaultIfEmpty(0).Average();
}

/// <summary>How a benchmark is measured: the same on both sides.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Summary">What stands for a launch.</param>
/// <param name="Iterations">Of a launch.</param>
/// <param name="Invocations">Operations of an iteration.</param>
/// <param name="PairsOne">In stage 1.</param>
/// <param name="PairsTwo">In stage 2, fresh ones.</param>
/// <param name="Spread">σ of a pair's log difference, from the pilot.</param>
/// <param name="OutlierShare">The share of outlier launches in the pilot.</param>
/// <param name="LaunchSeconds">What a launch takes.</param>
/// <param name="MinimumDetectableEffect">ρ − 1 that is found with 95 % over both stages.</param>
internal sealed record BenchmarkPlan(
    [property: JsonPropertyName("cell")] string Name,
    LaunchSummary Summary,
    int Iterations,
    int Invocations,
    int PairsOne,
    int PairsTwo,
    double Spread,
    double OutlierShare,
    double LaunchSeconds,
    double MinimumDetectableEffect
)
{
    /// <summary>Of two launches.</summary>
    [JsonIgnore]
    public double PairSeconds => 2 * LaunchSeconds;
}
