using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>What must not have moved: the run is invalid if it has, whatever its verdicts.</summary>
/// <param name="AAControls">The baseline against its own byte copy; null without such pairs.</param>
/// <param name="SpinShift">Fixed arithmetic, second half ÷ first half − 1; null where there is too little of it.</param>
/// <param name="OthersShare">Part of all processor time that other processes used; null where the system does not tell.</param>
/// <param name="StolenShare">Part of all processor time that a hypervisor gave to others; null the same.</param>
/// <param name="Throttled">How often a core or the control group was throttled; null the same.</param>
internal sealed record RunValidity(
    AAControlTest? AAControls,
    double? SpinShift,
    double? OthersShare,
    double? StolenShare,
    double? Throttled
)
{
    private const double MostSpinShift = 0.10;

    /// <summary>With a larger share the run is invalid.</summary>
    public const double MostOthersShare = 0.05;

    /// <summary>Whether the verdicts may be believed.</summary>
    public bool IsValid => !IsBiased && !HasClockMoved && !IsDisturbed;

    /// <summary>The baseline differs from its own copy.</summary>
    public bool IsBiased => AAControls is { IsBiased: true };

    /// <summary>The processor's clock has changed.</summary>
    public bool HasClockMoved => Math.Abs(SpinShift ?? 0) > MostSpinShift;

    /// <summary>Other processes were busy.</summary>
    public bool IsDisturbed => OthersShare > MostOthersShare;

    public static RunValidity FromRun(GateRun run)
    {
        LaunchLine[] launches = [.. run.SelectLaunches(LaunchPhase.StageOne, LaunchPhase.StageTwo)];
        return new RunValidity(
            AAControlTest.Compute(
                [.. run.Plan!.Benchmarks.Select(benchmark => GateStages.ComputeLogs(SelectControlPairs(run, benchmark), benchmark))],
                run.Header.Settings.Rules
            ),
            ComputeShift([.. launches.Select(launch => launch.Machine.SpinNanoseconds).OfType<double>()]),
            ComputeShare(run, launches, launch => launch.Machine.OthersCpu),
            ComputeShare(run, launches, launch => launch.Machine.Stolen),
            Sum(launches, launch => launch.Machine.Throttled)
        );
    }

    /// <returns>Part of all processor time that other processes used during a phase; null where the system does not tell.</returns>
    public static double? ComputeOthersShare(GateRun run, LaunchPhase phase) =>
        ComputeShare(run, [.. run.SelectLaunches(phase)], launch => launch.Machine.OthersCpu);

    private static double? ComputeShare(GateRun run, LaunchLine[] launches, Func<LaunchLine, double?> processorSeconds) =>
        Sum(launches, processorSeconds) / (launches.Sum(launch => launch.Elapsed) * run.Probe!.Cores);

    private static ImmutableArray<LaunchPair> SelectControlPairs(GateRun run, BenchmarkPlan benchmark) =>
        [.. run.SelectPairsOfBothStages().Where(pair => pair.IsControl && pair.Benchmark == benchmark.Name)];

    private static double? ComputeShift(double[] spins) =>
        spins.Length < 4 ? null : (spins[(spins.Length / 2)..].Median() / spins[..(spins.Length / 2)].Median()) - 1;

    private static double? Sum(LaunchLine[] launches, Func<LaunchLine, double?> value) =>
        launches.Length == 0 || launches.Any(launch => value(launch) is null) ? null : launches.Sum(value);
}
