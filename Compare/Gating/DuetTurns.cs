using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Takes turns in pairs of processes into which a hook is loaded.</summary>
/// <param name="settings">The settings of the run.</param>
/// <param name="guard">Ends the processes when this one is killed.</param>
internal sealed class DuetTurns(GateSettings settings, LaunchGuard guard) : ITurnTaker
{
    private const string EngineAssembly = "BenchmarkDotNet.dll";

    private readonly DuetSettings _lengths = new()
    {
        SetupLimit = TimeSpan.FromSeconds(settings.LaunchLimitSeconds),
        TurnLimit = TimeSpan.FromSeconds(settings.LaunchLimitSeconds),
    };

    private readonly Random _random = new(settings.Seed);

    /// <inheritdoc/>
    public TurnProgram List(ProgramFiles program, CancellationToken cancellation)
    {
        try
        {
            using DuetClient client = Connect(program, [], cancellation);
            return new TurnProgram(
                client.Greeting.Runtime,
                FindVersion(Path.Combine(program.Folder, EngineAssembly)),
                [.. client.Benchmarks.Select(benchmark => (benchmark.Name, benchmark.Needs.IsEmpty ? benchmark.Obstacle : null))]
            );
        }
        catch (DuetException exception)
        {
            throw new ProgramNotLoadedException(exception.Fault.Message.Split('\n')[0]);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ProbedTurn> Probe(ProgramFiles program, ImmutableArray<string> benchmarks, CancellationToken cancellation)
    {
        using DuetProbe probe = new(needs => Connect(program, needs, cancellation), _lengths);
        foreach (string benchmark in benchmarks)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return probe.Run(benchmark);
        }
    }

    /// <inheritdoc/>
    public ISweep Begin(ProgramFiles baseline, ProgramFiles candidate, bool baselineFirst) =>
        new DuetSweep(needs => new DuetPair(
            CreateProgram(baseline, needs),
            CreateProgram(candidate, needs),
            _lengths,
            Path.GetTempPath(),
            guard,
            _random
        )
        {
            StartsBaselineFirst = baselineFirst,
        });

    private DuetClient Connect(ProgramFiles program, ImmutableArray<(string Name, string Value)> needs, CancellationToken cancellation) =>
        DuetClient.Connect(
            DuetProcess.Start(CreateProgram(program, needs), Path.GetTempPath(), guard, _lengths.SetupLimit, cancellation),
            _lengths
        );

    private DuetProgram CreateProgram(ProgramFiles files, ImmutableArray<(string Name, string Value)> needs) =>
        new(files, [.. GateProbe.ParseEnvironment(settings), .. needs]);

    private static string FindVersion(string path) =>
        File.Exists(path) && FileVersionInfo.GetVersionInfo(path).ProductVersion is { } version ? version.Split('+')[0] : "";
}
