using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Code;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Launching;
using ConcurrencyBench.Compare.Profiling;

namespace ConcurrencyBench.Compare.Bisecting;

/// <summary>Builds commits in worktrees outside of the repository, where they are kept, and measures them in turns.</summary>
/// <param name="header">The commits and the settings.</param>
/// <param name="repository">The repository of the commits.</param>
/// <param name="builder">Builds them, or finds them built.</param>
/// <param name="launcher">Its guard ends all processes when this one is killed.</param>
/// <param name="view">Shows the progress of profiles.</param>
internal sealed class BisectPrograms(
    BisectHeader header,
    GitRepository repository,
    ProgramBuilder builder,
    Launcher launcher,
    IGateView view
) : IBisectPrograms, IDisposable
{
    private readonly Dictionary<int, ProgramFiles> _built = [];
    private readonly DuetTurns _turns = new(header.Settings, launcher.Guard);
    private readonly Random _random = new(header.Settings.Seed);
    private (int Commit, StagedPrograms Programs)? _staged;

    /// <inheritdoc/>
    public string? Build(int commit, CancellationToken cancellation)
    {
        if (_built.ContainsKey(commit))
        {
            return null;
        }

        string hash = header.Commits[commit].Hash;
        try
        {
            _built[commit] = builder.Build(new ProgramSource.Revision(repository.Folder, hash, hash), cancellation).Files;
            return null;
        }
        catch (UsageException exception)
        {
            return exception.Message;
        }
    }

    /// <inheritdoc/>
    public int? FindSameCode(int commit)
    {
        foreach ((int other, ProgramFiles files) in _built.Where(built => built.Key != commit).OrderBy(built => built.Key))
        {
            if (CodeChanges.Find(files.Folder, _built[commit].Folder).IsEmpty)
            {
                return other;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public BenchmarkLine FindBenchmark(CancellationToken cancellation)
    {
        StagedPrograms staged = Stage(header.Last);
        try
        {
            TurnProgram good = _turns.List(staged.Get(ProgramCopy.Baseline), cancellation);
            TurnProgram bad = _turns.List(staged.Get(ProgramCopy.Candidate), cancellation);
            return new BenchmarkLine(ChooseBenchmark(good, bad), good.Runtime, ThisMachine.Read().Description);
        }
        catch (ProgramNotLoadedException exception)
        {
            throw new UsageException($"A bisection lets programs take turns, and these cannot: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public TurnOutcome Measure(int commit, string benchmark, CancellationToken cancellation)
    {
        StagedPrograms staged = Stage(commit);
        if (_random.Next(2) == 0)
        {
            staged.Swap();
        }

        using ISweep sweep = _turns.Begin(
            staged.Get(ProgramCopy.Baseline),
            staged.Get(ProgramCopy.Candidate),
            baselineFirst: _random.Next(2) == 0
        );
        return sweep.Measure(benchmark, cancellation);
    }

    /// <inheritdoc/>
    public void Profile(int before, int after, string benchmark, Action<ProfileLine> save, CancellationToken cancellation)
    {
        using StagedPrograms staged = StagedPrograms.Create(_built[before], _built[after], launcher.Guard);
        DuetProfiler profiler = new(header.Settings, launcher.Guard);
        new ExplanationRunner(profiler, staged, save, view, cancellation).Explain(
            new ExplanationPlan([benchmark], ExplanationPlan.WantedPairs, LeftOut: [])
        );
    }

    /// <inheritdoc/>
    public MethodCommitsLine FindCommits(int before, int after, Explanation explanation, CancellationToken cancellation) =>
        new CommitFinder(repository, header.Commits[before].Hash, header.Commits[after].Hash, _built[after].Folder).Find(
            explanation,
            cancellation
        );

    /// <summary>Deletes the copies that were measured; the builds are kept.</summary>
    public void Dispose() => _staged?.Programs.Dispose();

    // One commit at a time: a build may be large.
    private StagedPrograms Stage(int commit)
    {
        if (_staged is { } staged && staged.Commit == commit)
        {
            return staged.Programs;
        }

        _staged?.Programs.Dispose();
        _staged = null;
        StagedPrograms programs = StagedPrograms.Create(_built[0], _built[commit], launcher.Guard);
        _staged = (commit, programs);
        return programs;
    }

    private string ChooseBenchmark(TurnProgram good, TurnProgram bad)
    {
        NameFilter filter = new(header.Settings.Filters);
        HashSet<string> after = [.. bad.Benchmarks.Select(benchmark => benchmark.Name)];
        (string Name, string? Obstacle)[] chosen =
        [
            .. good.Benchmarks.Where(benchmark =>
                after.Contains(benchmark.Name) && (filter.Matches(benchmark.Name) || filter.Matches(benchmark.Name.Split('(')[0]))
            ),
        ];
        return chosen switch
        {
            [] => throw new UsageException(GateProbe.ExplainNoBenchmarks(header.Settings.Filters)),
            [{ Obstacle: { } obstacle } only] => throw new UsageException($"{only.Name} cannot take turns: {obstacle}"),
            [var only] => only.Name,
            _ => throw new UsageException(
                $"A bisection measures one benchmark, and --filter matches {chosen.Length}: "
                    + $"{string.Join(", ", chosen.Take(5).Select(benchmark => benchmark.Name))}. Name one with --filter."
            ),
        };
    }
}
