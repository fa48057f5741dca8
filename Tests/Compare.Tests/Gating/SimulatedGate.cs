using ConcurrencyBench.Analysis.Gating;
using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Gating;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>A gate whose launches are drawn instead of run; all else is the product's.</summary>
internal sealed class SimulatedGate : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StagedPrograms _staged;
    private readonly ImmutableArray<SimulatedBenchmark> _benchmarks;
    private readonly int _seed;

    public SimulatedGate(int seed, params ImmutableArray<SimulatedBenchmark> benchmarks)
    {
        string program = Directory.CreateDirectory(Path.Combine(_folder.Path, "program")).FullName;
        File.WriteAllText(Path.Combine(program, "Subject.dll"), "");
        ProgramFiles files = new(program, "Subject.dll");
        _staged = StagedPrograms.Create(files, files);
        _benchmarks = benchmarks;
        _seed = seed;
        Settings = DefaultSettings with { Seed = seed };
    }

    public static GateSettings DefaultSettings { get; } = new(0.02, 0.05, null, null, 1, [], [], [], 1, 120);

    public GateSettings Settings { get; init; }

    /// <summary>That of the baseline is "1".</summary>
    public string CandidateHash { get; init; } = "2";

    /// <summary>Called before each launch.</summary>
    public Action<LaunchRequest> Before { get; init; } = _ => { };

    /// <inheritdoc cref="SimulatedLauncher.FiltersByMethod"/>
    public bool FiltersByMethod { get; init; }

    public string RunFilePath => Path.Combine(_folder.Path, "gate.jsonl");

    public SimulatedLauncher? Launcher { get; private set; }

    /// <summary>Makes what takes turns; null where every launch is a process of its own.</summary>
    public Func<StagedPrograms, ImmutableArray<SimulatedBenchmark>, int, SimulatedTurns>? CreateTurns { get; init; }

    public SimulatedTurns? Turns { get; private set; }

    /// <inheritdoc cref="GateRunner.FindUnaffected"/>
    public Func<IReadOnlySet<string>>? FindUnaffected { get; init; }

    /// <summary>The run from which it is planned.</summary>
    public EarlierRun Earlier { get; init; } = EarlierRun.None;

    /// <summary>The plan that was shown before the first stage.</summary>
    public GatePlan? ShownPlan { get; private set; }

    /// <summary>What was said.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Begins a run and finishes it.</summary>
    public GateRun Run(CancellationToken cancellation = default)
    {
        HeaderLine header = new(1, Settings, new SideIdentity("a", "a", "1"), new SideIdentity("b", "b", CandidateHash));
        using RunFile file = RunFile.Create(RunFilePath);
        file.Append(header);
        return Finish(file, GateRun.Begin(header), cancellation);
    }

    /// <summary>Goes on with the run in the file.</summary>
    public GateRun Resume(CancellationToken cancellation = default)
    {
        using RunFile file = RunFile.Resume(RunFilePath, out GateRun run);
        return Finish(file, run, cancellation);
    }

    public static GateResult Of(int seed, params ImmutableArray<SimulatedBenchmark> benchmarks)
    {
        using SimulatedGate gate = new(seed, benchmarks);
        return GateResult.FromRun(gate.Run());
    }

    public void Dispose()
    {
        _staged.Dispose();
        _folder.Dispose();
    }

    /// <summary>Without what the controls saw of the machine that runs the tests: its launches are drawn, its load is not.</summary>
    public static GateRun Undisturbed(GateRun run) =>
        run with
        {
            Launches = [.. run.Launches.Select(launch => launch with { Machine = MachineReading.None })],
        };

    private GateRun Finish(RunFile file, GateRun run, CancellationToken cancellation)
    {
        Launcher = new SimulatedLauncher(_staged, _benchmarks, _seed) { Before = Before, FiltersByMethod = FiltersByMethod };
        Turns = CreateTurns?.Invoke(_staged, _benchmarks, _seed);
        GateEngines engines = new(Launcher, Turns);
        GateRunner runner = new(engines, _staged, file, new SilentView(Messages), cancellation) { FindUnaffected = FindUnaffected };
        return Undisturbed(runner.Finish(run, Earlier, begun => ShownPlan = begun.Plan));
    }

    private sealed class SilentView(List<string> messages) : IGateView
    {
        public void ShowMessage(string line) => messages.Add(line);

        public void ShowProgress(GateProgress progress) { }
    }
}
