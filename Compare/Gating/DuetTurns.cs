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
    private const int MostTries = 3;
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
            using DuetClient client = DuetClient.Connect(
                DuetProcess.Start(CreateProgram(program), Path.GetTempPath(), guard, _lengths.SetupLimit, cancellation),
                _lengths
            );
            return new TurnProgram(
                client.Greeting.Runtime,
                FindVersion(Path.Combine(program.Folder, EngineAssembly)),
                [.. client.Benchmarks.Select(benchmark => (benchmark.Name, benchmark.Obstacle))]
            );
        }
        catch (DuetException exception)
        {
            throw new ProgramNotLoadedException(exception.Fault.Message.Split('\n')[0]);
        }
    }

    /// <inheritdoc/>
    public ISweep Begin(ProgramFiles baseline, ProgramFiles candidate, bool baselineFirst) =>
        new Sweep(
            new DuetPair(CreateProgram(baseline), CreateProgram(candidate), _lengths, Path.GetTempPath(), guard, _random)
            {
                StartsBaselineFirst = baselineFirst,
            }
        );

    private DuetProgram CreateProgram(ProgramFiles files) => new(files, GateProbe.ParseEnvironment(settings));

    private static string FindVersion(string path) =>
        File.Exists(path) && FileVersionInfo.GetVersionInfo(path).ProductVersion is { } version ? version.Split('+')[0] : "";

    private sealed class Sweep(DuetPair pair) : ISweep
    {
        public TurnOutcome Measure(string benchmark, CancellationToken cancellation)
        {
            DuetResult result = pair.Measure(benchmark, cancellation);

            // Once its methods are compiled they stay so, and the next try begins with them.
            for (int tries = 1; tries < MostTries && result is { Fault: null, Unsteady: not null }; tries++)
            {
                result = pair.Measure(benchmark, cancellation);
            }

            return new TurnOutcome(
                result.Baseline.NanosecondsPerOp,
                result.Candidate.NanosecondsPerOp,
                result.Invocations,
                result.Unsteady,
                result.Fault is { } fault ? (!result.IsCandidateFault, fault.Message) : null
            );
        }

        public void Dispose() => pair.Dispose();
    }
}
