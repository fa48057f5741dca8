using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Profiles benchmarks in pairs of processes that take turns, as the gate measures them.</summary>
/// <param name="settings">The settings of the run.</param>
/// <param name="guard">Ends the processes when this one is killed.</param>
internal sealed class DuetProfiler(GateSettings settings, LaunchGuard guard)
{
    private readonly Random _random = new(settings.Seed);
    private ChangedMethods? _changed;

    /// <summary>The time of a turn. Long turns: between two of them a process is sampled as well, for nothing.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>The longest time until a runtime answers a profiler.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(10);

    private DuetSettings Lengths =>
        new()
        {
            Turn = Turn,
            Turns = 24,
            TurnsLimit = TimeSpan.FromSeconds(3),
            SetupLimit = TimeSpan.FromSeconds(settings.LaunchLimitSeconds),
            TurnLimit = TimeSpan.FromSeconds(settings.LaunchLimitSeconds),
        };

    /// <summary>Profiles benchmarks in fresh processes, one after the other.</summary>
    /// <param name="baseline">Side A.</param>
    /// <param name="candidate">Side B.</param>
    /// <param name="pair">The number of the pair.</param>
    /// <param name="benchmarks">Full names.</param>
    /// <param name="explain">Gets the reason why a benchmark has no profile.</param>
    /// <param name="cancellation">Ends both processes.</param>
    /// <returns>A profile for each benchmark; one that fails is left out.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<ProfileLine> Profile(
        ProgramFiles baseline,
        ProgramFiles candidate,
        int pair,
        ImmutableArray<string> benchmarks,
        Action<string> explain,
        CancellationToken cancellation
    )
    {
        using OwnedFolder folder = OwnedFolder.Create(Path.GetTempPath(), "profile", guard);
        ProfileReader reader = new(folder.Path, baseline, candidate, _changed ??= ChangedMethods.Find(baseline.Folder, candidate.Folder));
        using DuetSweep sweep = new(needs => CreatePair(baseline, candidate, needs, pair, reader, cancellation)) { MostTries = 1 };
        foreach (string benchmark in benchmarks)
        {
            cancellation.ThrowIfCancellationRequested();
            ProfileLine? line = null;
            try
            {
                TurnOutcome outcome = sweep.Measure(benchmark, cancellation);
                line = outcome.Fault is { } fault
                    ? throw new ProfileException(fault.Message.Split('\n')[0])
                    : reader.Read(benchmark, pair, outcome);
            }
            catch (ProfileException exception)
            {
                explain($"{benchmark} has no profile. {exception.Message}");
            }

            if (line is not null)
            {
                yield return line;
            }
        }
    }

    private DuetPair CreatePair(
        ProgramFiles baseline,
        ProgramFiles candidate,
        ImmutableArray<(string Name, string Value)> needs,
        int pair,
        ProfileReader reader,
        CancellationToken cancellation
    ) =>
        new(
            CreateProgram(baseline, settings, needs),
            CreateProgram(candidate, settings, needs),
            Lengths,
            Path.GetTempPath(),
            guard,
            _random
        )
        {
            StartsBaselineFirst = pair % 2 == 0,
            WatchWarmUp = (first, second) =>
                new ProfileWatch(first, second, reader.WarmUpFiles, ConnectLimit, cancellation) { Ended = reader.ReadCompilations },
            Watch = (first, second) => new ProfileWatch(first, second, reader.TurnFiles, ConnectLimit, cancellation),
        };

    /// <summary>Creates a program that profilers may look into.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="settings">Of the gate; their variables come after the profiler's own.</param>
    /// <param name="needs">The variables that a benchmark needs.</param>
    /// <remarks>
    /// With dynamic PGO one process inlines a method that the next one calls, so that its time is now its own and now its caller's.
    /// Without it all processes inline the same.
    /// </remarks>
    internal static DuetProgram CreateProgram(
        ProgramFiles files,
        GateSettings settings,
        ImmutableArray<(string Name, string Value)> needs
    ) => new(files, [("DOTNET_TieredPGO", "0"), .. GateProbe.ParseEnvironment(settings), .. needs]) { AllowsDiagnostics = true };
}
