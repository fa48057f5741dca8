using ConcurrencyBench.Analysis.Gating.Planning;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>All events of a run so far, read from its file. Every verdict is computed from them.</summary>
/// <param name="Header">The settings and the two sides.</param>
/// <param name="Sessions">Its starts and resumptions.</param>
/// <param name="Probe">The benchmarks; null until they are known.</param>
/// <param name="Plan">The plan; null until it is made.</param>
/// <param name="Launches">In their order.</param>
internal sealed record GateRun(
    HeaderLine Header,
    ImmutableList<SessionLine> Sessions,
    ProbeLine? Probe,
    GatePlan? Plan,
    ImmutableList<LaunchLine> Launches
)
{
    /// <summary>The number of benchmarks that other shards measure; 0 where the run is no shard.</summary>
    public int BenchmarksElsewhere => Probe?.CountElsewhere(Header.Settings.Shard) ?? 0;

    /// <summary>The profiles of benchmarks that were called slower or faster, in their order.</summary>
    public ImmutableList<ProfileLine> Profiles { get; init; } = [];

    /// <summary>The commits that touch the methods of a benchmark's explanation.</summary>
    public ImmutableDictionary<string, MethodCommitsLine> MethodCommits { get; init; } =
        ImmutableDictionary<string, MethodCommitsLine>.Empty;

    public static GateRun Begin(HeaderLine header) => new(header, [], null, null, []);

    /// <summary>The run with another line.</summary>
    public GateRun With(RunLine line) =>
        line switch
        {
            SessionLine session => this with { Sessions = Sessions.Add(session) },
            ProbeLine probe => this with { Probe = probe },
            PlanLine plan => this with { Plan = plan.Plan },
            LaunchLine launch => this with { Launches = Launches.Add(launch) },
            ProfileLine profile => this with { Profiles = Profiles.Add(profile) },
            MethodCommitsLine commits => this with { MethodCommits = MethodCommits.SetItem(commits.Benchmark, commits) },
            _ => throw new ArgumentException("Only the first line is a header.", nameof(line)),
        };

    /// <summary>A run that takes probe and plan from another of the same programs, written to its file.</summary>
    public GateRun TakePlan(GateRun other, RunFile file)
    {
        GateRun run = this;
        foreach (
            RunLine line in new RunLine?[]
            {
                run.Probe is null ? other.Probe : null,
                run.Plan is null ? new PlanLine(other.Plan! with { IsStageTwoPlanned = false }) : null,
            }.OfType<RunLine>()
        )
        {
            file.Append(line);
            run = run.With(line);
        }

        return run;
    }

    /// <summary>The launches of some phases, whole ones and faults.</summary>
    public IEnumerable<LaunchLine> SelectLaunches(params ImmutableArray<LaunchPhase> phases) =>
        Launches.Where(launch => phases.Contains(launch.Phase));

    /// <summary>The complete pairs of both stages; see <see cref="SelectPairs"/>.</summary>
    public IEnumerable<LaunchPair> SelectPairsOfBothStages() => SelectPairs(LaunchPhase.StageOne).Concat(SelectPairs(LaunchPhase.StageTwo));

    /// <summary>The pairs of a stage that are complete: place in the schedule, and both launches, the baseline's own first.</summary>
    /// <remarks>A pair is whole or nothing: a launch whose partner was interrupted is not used, the pair is measured anew.</remarks>
    public IEnumerable<LaunchPair> SelectPairs(LaunchPhase stage) =>
        SelectLaunches(stage).GroupBy(launch => launch.Pair).Select(pair => LaunchPair.FromLaunches([.. pair])).OfType<LaunchPair>();

    /// <summary>The first fault of a benchmark in either stage, the pilot or the calibration; null where it ran well.</summary>
    public LaunchLine? FindFault(string benchmark) =>
        Launches.FirstOrDefault(launch => launch.Fault is not null && launch.Benchmark == benchmark);
}

/// <summary>Two launches back to back.</summary>
/// <param name="Number">The pair's place in the schedule.</param>
/// <param name="Benchmark">Full name.</param>
/// <param name="IsControl">The baseline against its own copy.</param>
/// <param name="Baseline">Side A.</param>
/// <param name="Candidate">The candidate, or the copy.</param>
internal sealed record LaunchPair(int Number, string Benchmark, bool IsControl, LaunchLine Baseline, LaunchLine Candidate)
{
    /// <summary>False where code was still being compiled while it was measured: its time is not that of the code.</summary>
    public bool IsSteady => Baseline.Unsteady is null && Candidate.Unsteady is null;

    /// <returns>Null where one of the two is missing or failed. Of launches that were measured again the last count.</returns>
    public static LaunchPair? FromLaunches(ImmutableArray<LaunchLine> launches)
    {
        LaunchLine[] whole = [.. launches.Where(launch => launch.Fault is null)];
        LaunchLine? baseline = whole.LastOrDefault(launch => launch.Side == LaunchSide.Baseline);
        LaunchLine? other = whole.LastOrDefault(launch => launch.Side != LaunchSide.Baseline);
        return baseline is null || other is null
            ? null
            : new LaunchPair(baseline.Pair, baseline.Benchmark, other.Side == LaunchSide.Control, baseline, other);
    }
}
