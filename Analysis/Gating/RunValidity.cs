using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Analysis.Gating;

/// <summary>The checks of the machine during a run. The run is invalid when one of them fails, whatever its verdicts are.</summary>
/// <param name="AAControls">The test of the baseline against its own byte copy; null without A/A controls.</param>
/// <param name="SpinShift">
/// The change of the time of a fixed amount of arithmetic: second half of the run ÷ first half − 1; null with too few readings.
/// </param>
/// <param name="OthersShare">The part of all processor time that other processes used; null where the system does not tell.</param>
/// <param name="StolenShare">The part of all processor time that a hypervisor gave to others; null where the system does not tell.</param>
/// <param name="Throttled">The number of times that a core or the control group was throttled; null where the system does not tell.</param>
internal sealed record RunValidity(
    AAControlTest? AAControls,
    double? SpinShift,
    double? OthersShare,
    double? StolenShare,
    double? Throttled
)
{
    private const double MostSpinShift = 0.10;

    /// <summary>The largest share of processor time that other processes may use in a valid run.</summary>
    public const double MostOthersShare = 0.05;

    /// <summary>True where the verdicts can be trusted.</summary>
    public bool IsValid => !IsBiased && !HasClockMoved && !IsDisturbed;

    /// <summary>True where the baseline differs from its own copy.</summary>
    public bool IsBiased => AAControls is { IsBiased: true };

    /// <summary>True where the processor's clock has changed.</summary>
    public bool HasClockMoved => Math.Abs(SpinShift ?? 0) > MostSpinShift;

    /// <summary>True where other processes were busy.</summary>
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
            ComputeShare(run, launches, launch => launch.Machine.OthersCpuSeconds),
            ComputeShare(run, launches, launch => launch.Machine.StolenSeconds),
            Sum(launches, launch => launch.Machine.Throttled)
        );
    }

    /// <summary>The worst of each check: it is valid where all are.</summary>
    /// <param name="parts">Of runs on several machines.</param>
    public static RunValidity FindWorst(ImmutableArray<RunValidity> parts) =>
        new(
            parts
                .Select(part => part.AAControls)
                .OfType<AAControlTest>()
                .OrderByDescending(test => test.IsBiased)
                .ThenBy(test => test.PValue)
                .FirstOrDefault(),
            parts.Select(part => part.SpinShift).MaxBy(shift => Math.Abs(shift ?? 0)),
            parts.Max(part => part.OthersShare),
            parts.Max(part => part.StolenShare),
            parts.Max(part => part.Throttled)
        );

    /// <returns>The part of all processor time that other processes used during a phase; null where the system does not tell.</returns>
    public static double? ComputeOthersShare(GateRun run, LaunchPhase phase) =>
        ComputeShare(run, [.. run.SelectLaunches(phase)], launch => launch.Machine.OthersCpuSeconds);

    private static double? ComputeShare(GateRun run, LaunchLine[] launches, Func<LaunchLine, double?> processorSeconds) =>
        Sum(launches, processorSeconds) / (launches.Sum(launch => launch.ElapsedSeconds) * run.Probe!.Cores);

    private static ImmutableArray<LaunchPair> SelectControlPairs(GateRun run, BenchmarkPlan benchmark) =>
        [.. run.SelectPairsOfBothStages().Where(pair => pair is { IsControl: true, IsSteady: true } && pair.Benchmark == benchmark.Name)];

    private static double? ComputeShift(double[] spins) =>
        spins.Length < 4 ? null : (spins[(spins.Length / 2)..].Median() / spins[..(spins.Length / 2)].Median()) - 1;

    private static double? Sum(LaunchLine[] launches, Func<LaunchLine, double?> value) =>
        launches.Length == 0 || launches.Any(launch => value(launch) is null) ? null : launches.Sum(value);
}
