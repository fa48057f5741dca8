using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>How much a gate measures, and what that buys. Decided from the baseline alone.</summary>
/// <param name="Cells">In the order of their names.</param>
/// <param name="ControlsOne">Pairs of the baseline with its copy in stage 1.</param>
internal sealed record GatePlan(ImmutableArray<CellPlan> Cells, int ControlsOne)
{
    // A twelfth pair is what lets a two-sided p fall below 0.001 with one to spare.
    private const int FewestControls = 12;

    /// <summary>Seconds of both stages when every cell goes on to the second.</summary>
    [JsonIgnore]
    public double LongestSeconds => StageOneSeconds + StageTwoSeconds(Cells);

    /// <summary>Seconds of the first stage.</summary>
    [JsonIgnore]
    public double StageOneSeconds => Cells.Sum(cell => cell.PairsOne * cell.PairSeconds) + ControlSeconds(ControlsOne);

    /// <summary>ρ − 1 that is found in every cell.</summary>
    [JsonIgnore]
    public double WorstDetectable => Cells.Select(cell => cell.MinimumDetectableEffect).DefaultIfEmpty(0).Max();

    /// <summary>The cell.</summary>
    public CellPlan this[string name] => Cells.Single(cell => cell.Cell == name);

    /// <summary>Seconds of the second stage for some cells.</summary>
    public double StageTwoSeconds(IReadOnlyCollection<CellPlan> cells) =>
        cells.Sum(cell => cell.PairsTwo * cell.PairSeconds) + (cells.Count == 0 ? 0 : ControlSeconds(ControlsTwo(cells)));

    /// <returns>Pairs of the baseline with its copy beside so many of the cells.</returns>
    public static int ControlsBeside(int pairs, bool isFirstStage) =>
        Math.Max(isFirstStage && pairs > 0 ? FewestControls : 0, (int)Math.Ceiling(pairs / 10.0));

    /// <returns>The same for the second stage of some cells.</returns>
    public static int ControlsTwo(IEnumerable<CellPlan> cells) => ControlsBeside(cells.Sum(cell => cell.PairsTwo), isFirstStage: false);

    private double ControlSeconds(int pairs) => pairs * Cells.Select(cell => cell.PairSeconds).DefaultIfEmpty(0).Average();
}

/// <summary>How a cell is measured: the same on both sides.</summary>
/// <param name="Cell">Full name.</param>
/// <param name="Summary">What stands for a launch.</param>
/// <param name="Iterations">Of a launch.</param>
/// <param name="Invocations">Operations of an iteration.</param>
/// <param name="PairsOne">In stage 1.</param>
/// <param name="PairsTwo">In stage 2, fresh ones.</param>
/// <param name="Spread">σ of a pair's log difference, from the pilot.</param>
/// <param name="OutlierShare">The share of outlier launches in the pilot.</param>
/// <param name="LaunchSeconds">What a launch takes.</param>
/// <param name="MinimumDetectableEffect">ρ − 1 that is found with 95 % over both stages.</param>
internal sealed record CellPlan(
    string Cell,
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
