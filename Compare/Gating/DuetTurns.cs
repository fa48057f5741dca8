using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Compare.Processes;
using ConcurrencyBench.Duet.Protocol;

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
            using DuetClient client = Connect(program, cancellation);
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
    public IEnumerable<ProbedTurn> Probe(ProgramFiles program, ImmutableArray<string> benchmarks, CancellationToken cancellation)
    {
        DuetClient? client = null;
        try
        {
            foreach (string benchmark in benchmarks)
            {
                cancellation.ThrowIfCancellationRequested();
                ProbedTurn probed = Probe(ref client, program, benchmark, cancellation);
                if (probed.Fault is not null)
                {
                    client?.Dispose();
                    client = null;
                }

                yield return probed;
            }
        }
        finally
        {
            client?.Dispose();
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

    private ProbedTurn Probe(ref DuetClient? client, ProgramFiles program, string benchmark, CancellationToken cancellation)
    {
        try
        {
            client ??= Connect(program, cancellation);
            long start = Stopwatch.GetTimestamp();
            OpenedBenchmark opened = client.Open(benchmark);
            TimeSpan setup = Stopwatch.GetElapsedTime(start);
            long invocations = Math.Max(1, opened.FixedInvocations);
            TimeSpan invocation = TimeSpan.FromMicroseconds(
                client.TakeTurn(LoopKind.Workload, invocations).Nanoseconds / 1e3 / invocations
            );
            client.Close();
            return new ProbedTurn(invocation.TotalNanoseconds, _lengths.EstimateSide(setup, invocation).TotalSeconds, Fault: null);
        }
        catch (DuetException exception)
        {
            return new ProbedTurn(0, 0, exception.Fault.Message);
        }
    }

    private DuetClient Connect(ProgramFiles program, CancellationToken cancellation) =>
        DuetClient.Connect(
            DuetProcess.Start(CreateProgram(program), Path.GetTempPath(), guard, _lengths.SetupLimit, cancellation),
            _lengths
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
                result.Baseline.AllocatedBytesPerOp,
                result.Candidate.AllocatedBytesPerOp,
                result.Baseline.OverheadNanosecondsPerOp,
                result.Unsteady,
                result.Unpinned,
                result.Fault is { } fault ? (!result.IsCandidateFault, fault.Message) : null
            );
        }

        public void Dispose() => pair.Dispose();
    }
}
