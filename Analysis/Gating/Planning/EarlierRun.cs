using ConcurrencyBench.Analysis.Gating.Pairs;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>The part of an earlier run on the same machine from which a new one is planned.</summary>
/// <param name="Launches">The launches of its pilot, which the new run need not measure.</param>
/// <param name="Spreads">σ of a pair's log difference, by the names of the benchmarks whose sides took turns.</param>
internal sealed record EarlierRun(ImmutableArray<LaunchLine> Launches, ImmutableDictionary<string, double> Spreads)
{
    /// <summary>No earlier run.</summary>
    public static EarlierRun None { get; } = new([], ImmutableDictionary<string, double>.Empty);

    public static EarlierRun FromRun(GateRun run) =>
        new(
            [.. run.Launches.Where(launch => launch.Phase is LaunchPhase.Calibration or LaunchPhase.Pilot && launch.Fault is null)],
            run.Plan is null ? ImmutableDictionary<string, double>.Empty : FindSpreads(run)
        );

    private static ImmutableDictionary<string, double> FindSpreads(GateRun run)
    {
        ImmutableDictionary<string, PairedAssessment> first = GateStages.AssessStageOne(run);
        return run.Plan!.Benchmarks.Where(benchmark => benchmark.Method == PairMethod.Turns)
            .Select(benchmark => (benchmark.Name, first.GetValueOrDefault(benchmark.Name)?.Estimate?.Spread))
            .Where(own => own.Spread is not null)
            .ToImmutableDictionary(own => own.Name, own => own.Spread!.Value);
    }
}
