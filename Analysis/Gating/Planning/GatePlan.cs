using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>
/// The number of pairs and iterations that a gate measures, and the effect that it can find. It is made from the baseline alone.
/// </summary>
/// <param name="Benchmarks">In the order of their names.</param>
/// <param name="ControlPairsOne">Pairs of the baseline with its copy in stage 1.</param>
internal sealed record GatePlan(
    [property: JsonPropertyName("cells")] ImmutableArray<BenchmarkPlan> Benchmarks,
    [property: JsonPropertyName("controlsOne")] int ControlPairsOne
)
{
    /// <summary>True where the pairs of the second stage are planned anew after the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStageTwoPlanned { get; init; }

    /// <summary>The pairs of benchmarks beside each A/A control pair.</summary>
    public const int PairsPerControl = 10;

    // Eleven pairs let a two-sided p fall below 0.001; the twelfth is a reserve.
    private const int FewestControls = 12;

    /// <summary>Seconds of both stages when every benchmark goes on to the second.</summary>
    [JsonIgnore]
    public double LongestSeconds => StageOneSeconds + ComputeStageTwoSeconds(Benchmarks);

    /// <summary>Seconds of the first stage.</summary>
    [JsonIgnore]
    public double StageOneSeconds =>
        Benchmarks.Sum(benchmark => benchmark.PairsOne * benchmark.PairSeconds) + ComputeControlSeconds(ControlPairsOne);

    /// <summary>The effect, ρ − 1, that the gate finds in every benchmark.</summary>
    [JsonIgnore]
    public double LargestMinimumDetectableEffect =>
        Benchmarks.Select(benchmark => benchmark.MinimumDetectableEffect).DefaultIfEmpty(0).Max();

    /// <summary>The plan of the benchmark with this name.</summary>
    public BenchmarkPlan this[string name] => Benchmarks.Single(benchmark => benchmark.Name == name);

    /// <summary>Seconds of the second stage for some benchmarks.</summary>
    public double ComputeStageTwoSeconds(IReadOnlyCollection<BenchmarkPlan> benchmarks) =>
        benchmarks.Sum(benchmark => benchmark.PairsTwo * benchmark.PairSeconds)
        + (benchmarks.Count == 0 ? 0 : ComputeControlSeconds(ComputeControlPairsTwo(benchmarks)));

    /// <returns>The number of A/A control pairs beside this number of benchmark pairs.</returns>
    public static int ComputeControlPairs(int pairs, bool isFirstStage) =>
        Math.Max(isFirstStage && pairs > 0 ? FewestControls : 0, (int)Math.Ceiling(pairs / (double)PairsPerControl));

    /// <returns>The number of A/A control pairs in the second stage of some benchmarks.</returns>
    public static int ComputeControlPairsTwo(IEnumerable<BenchmarkPlan> benchmarks) =>
        ComputeControlPairs(benchmarks.Sum(benchmark => benchmark.PairsTwo), isFirstStage: false);

    private double ComputeControlSeconds(int pairs) =>
        pairs * Benchmarks.Select(benchmark => benchmark.PairSeconds).DefaultIfEmpty(0).Average();
}

/// <summary>The way in which a benchmark is measured, the same on both sides.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Summary">The statistic that stands for a launch.</param>
/// <param name="Iterations">Of a launch.</param>
/// <param name="Invocations">Operations of an iteration.</param>
/// <param name="PairsOne">In stage 1.</param>
/// <param name="PairsTwo">In stage 2, fresh ones.</param>
/// <param name="Spread">σ of a pair's log difference, from the pilot.</param>
/// <param name="OutlierShare">The share of outlier launches in the pilot.</param>
/// <param name="LaunchSeconds">The time of a launch.</param>
/// <param name="MinimumDetectableEffect">The effect, ρ − 1, that is found with 95 % over both stages.</param>
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
    /// <summary>The way in which its pairs are measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PairMethod Method { get; init; }

    /// <summary>The time of two launches.</summary>
    [JsonIgnore]
    public double PairSeconds => 2 * LaunchSeconds;
}
