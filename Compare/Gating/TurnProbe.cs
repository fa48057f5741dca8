using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>
/// Finds the benchmarks that both programs have, and runs each of the baseline once. Those that cannot take turns are probed as launches of
/// their own.
/// </summary>
/// <param name="turns">Lists programs.</param>
/// <param name="staged">The programs.</param>
/// <param name="settings">The settings of the run.</param>
/// <param name="drawUnchanged">Draws, from all names, which need no measuring because their code is unchanged; null measures all.</param>
/// <param name="probeLaunches">Probes some benchmarks by launches.</param>
/// <param name="view">Shows the progress, and a line where programs cannot take turns.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class TurnProbe(
    ITurnTaker turns,
    StagedPrograms staged,
    GateSettings settings,
    Func<IEnumerable<string>, UnchangedBenchmarks>? drawUnchanged,
    Func<GateSettings, ProbeLine> probeLaunches,
    IGateView view,
    CancellationToken cancellation
)
{
    // Of a setup and one cold call, seconds.
    private const double UsualSeconds = 0.02;

    private readonly NameFilter _filter = new(settings.Filters);

    /// <exception cref="UsageException">There is nothing to measure.</exception>
    public ProbeLine Run()
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            TurnProgram baseline = turns.List(staged.Get(ProgramCopy.Baseline), cancellation);
            TurnProgram candidate = turns.List(staged.Get(ProgramCopy.Candidate), cancellation);
            return CreateLine(baseline, candidate) with { ElapsedSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds };
        }
        catch (ProgramNotLoadedException exception)
        {
            view.ShowMessage($"{exception.Message} Each launch is a process of its own instead.");
            return probeLaunches(settings);
        }
    }

    private ProbeLine CreateLine(TurnProgram baseline, TurnProgram candidate)
    {
        Dictionary<string, string?> before = SelectWanted(baseline);
        Dictionary<string, string?> after = SelectWanted(candidate);
        if (before.Count == 0 && after.Count == 0)
        {
            throw new UsageException(GateProbe.ExplainNoBenchmarks(settings.Filters));
        }

        ImmutableSortedDictionary<string, string?> obstacles = before
            .Where(own => after.ContainsKey(own.Key))
            .ToImmutableSortedDictionary(own => own.Key, own => own.Value ?? after[own.Key], StringComparer.Ordinal);
        ImmutableArray<string>? allShards = null;
        if (settings.Shard is { } shard)
        {
            allShards = [.. obstacles.Keys];
            obstacles = obstacles.RemoveRange(obstacles.Keys.Except(shard.Select(obstacles.Keys)));
        }

        UnchangedBenchmarks? unchanged = drawUnchanged?.Invoke(obstacles.Keys);
        obstacles = obstacles.RemoveRange(unchanged?.NotMeasured ?? []);
        ImmutableArray<string> runnable = [.. obstacles.Where(own => own.Value is null).Select(own => own.Key)];
        ImmutableArray<ProbedTurn> probed = RunOnce(runnable);
        ProbeLine line = new(
            ThisMachine.Read().Description,
            baseline.Runtime,
            baseline.BenchmarkDotNet,
            Environment.ProcessorCount,
            CreateBenchmarks(runnable, probed),
            [.. FindDifferences(before, after), .. FindFaults(runnable, probed)]
        )
        {
            AllShards = allShards,
            Unchanged = unchanged,
            CandidateRuntime = candidate.Runtime == baseline.Runtime ? null : candidate.Runtime,
            CandidateBenchmarkDotNet = candidate.BenchmarkDotNet == baseline.BenchmarkDotNet ? null : candidate.BenchmarkDotNet,
        };
        return AddLaunches(line, obstacles.RemoveRange(runnable));
    }

    private static ImmutableArray<ProbedBenchmark> CreateBenchmarks(ImmutableArray<string> names, ImmutableArray<ProbedTurn> probed) =>
        [
            .. names
                .Zip(probed)
                .Where(own => own.Second.Fault is null)
                .Select(own => new ProbedBenchmark(own.First, own.Second.NanosecondsPerInvocation)
                {
                    Method = PairMethod.Turns,
                    SideSeconds = own.Second.SideSeconds,
                }),
        ];

    private ImmutableArray<ProbedTurn> RunOnce(ImmutableArray<string> benchmarks)
    {
        ImmutableArray<ProbedTurn>.Builder probed = ImmutableArray.CreateBuilder<ProbedTurn>(benchmarks.Length);
        Countdown countdown = new("probe", benchmarks.Length, benchmarks.Length * UsualSeconds, view);
        foreach (ProbedTurn turn in turns.Probe(staged.Get(ProgramCopy.Baseline), benchmarks, cancellation))
        {
            probed.Add(turn);
            countdown.Step(UsualSeconds);
        }

        return probed.MoveToImmutable();
    }

    private static IEnumerable<BenchmarkFinding> FindFaults(ImmutableArray<string> benchmarks, ImmutableArray<ProbedTurn> probed) =>
        benchmarks
            .Zip(probed)
            .Where(own => own.Second.Fault is not null)
            .Select(own => new BenchmarkFinding(FindingKind.FailedInBaseline, own.First, own.Second.Fault!));

    // Several cases of one name cannot be told apart.
    private Dictionary<string, string?> SelectWanted(TurnProgram program) =>
        program
            .Benchmarks.Where(benchmark => _filter.Matches(benchmark.Name) || _filter.Matches(benchmark.Name.Split('(')[0]))
            .GroupBy(benchmark => benchmark.Name)
            .ToDictionary(cases => cases.Key, cases => cases.Count() == 1 ? cases.First().Obstacle : "Several benchmarks have this name.");

    private static ImmutableArray<BenchmarkFinding> FindDifferences(
        Dictionary<string, string?> before,
        Dictionary<string, string?> after
    ) =>
        [
            .. before
                .Keys.Except(after.Keys)
                .Order(StringComparer.Ordinal)
                .Select(name => new BenchmarkFinding(FindingKind.Missing, name, "")),
            .. after
                .Keys.Except(before.Keys)
                .Order(StringComparer.Ordinal)
                .Select(name => new BenchmarkFinding(FindingKind.Added, name, "")),
        ];

    private ProbeLine AddLaunches(ProbeLine line, ImmutableSortedDictionary<string, string?> obstacles)
    {
        if (obstacles.IsEmpty)
        {
            return line;
        }

        try
        {
            ProbeLine launched = probeLaunches(settings with { Filters = [.. obstacles.Keys], Shard = null });
            return line with
            {
                Benchmarks =
                [
                    .. line
                        .Benchmarks.Concat(
                            launched
                                .Benchmarks.Where(benchmark => obstacles.ContainsKey(benchmark.Name))
                                .Select(benchmark => benchmark with { Obstacle = obstacles[benchmark.Name] })
                        )
                        .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal),
                ],
                Findings = [.. line.Findings, .. launched.Findings],
            };
        }
        catch (UsageException exception)
        {
            return line with
            {
                Findings =
                [
                    .. line.Findings,
                    .. obstacles.Select(own => new BenchmarkFinding(
                        FindingKind.FailedInBaseline,
                        own.Key,
                        $"{own.Value} As a process of its own: {exception.Message}"
                    )),
                ],
            };
        }
    }
}
