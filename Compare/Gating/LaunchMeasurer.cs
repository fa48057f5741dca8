using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>One launch to measure.</summary>
/// <param name="Phase">The phase of the run.</param>
/// <param name="Pair">The number of the pair, or of the launch in its phase.</param>
/// <param name="Benchmark">The benchmark's full name.</param>
/// <param name="Side">The side for which it counts.</param>
/// <param name="Copy">The copy of the program that is launched.</param>
/// <param name="Invocations">Calls in an iteration.</param>
/// <param name="Iterations">Iterations that count.</param>
/// <param name="ExpectedSeconds">The expected time of the launch; null when it is unknown.</param>
internal sealed record PlannedLaunch(
    LaunchPhase Phase,
    int Pair,
    string Benchmark,
    LaunchSide Side,
    ProgramCopy Copy,
    int Invocations,
    int Iterations,
    double? ExpectedSeconds
);

/// <summary>Launches benchmarks of the staged programs, and watches the machine meanwhile.</summary>
/// <param name="launcher">Starts processes.</param>
/// <param name="staged">The programs.</param>
/// <param name="settings">The settings of the run.</param>
/// <param name="cancellation">Ends a launch.</param>
internal sealed class LaunchMeasurer(ILauncher launcher, StagedPrograms staged, GateSettings settings, CancellationToken cancellation)
{
    // A launch that takes this much longer than expected, and then some, hangs.
    private const double LimitFactor = 5;
    private static readonly TimeSpan LimitAllowance = TimeSpan.FromSeconds(10);

    private readonly MachineMonitor _monitor = new();
    private readonly BenchmarkLauncher _launcher = new(launcher);

    /// <summary>The session's clock.</summary>
    public Stopwatch Clock { get; } = Stopwatch.StartNew();

    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public LaunchLine Measure(PlannedLaunch launch)
    {
        LaunchRequest request = CreateRequest(launch);
        _monitor.Begin();
        double startedAtSeconds = Clock.Elapsed.TotalSeconds;
        LaunchOutcome outcome = _launcher.Launch(request, launch.Benchmark, cancellation);
        MachineReading machine = _monitor.End();
        Benchmark? benchmark = outcome.Benchmarks.FirstOrDefault(benchmark =>
            benchmark.Key.FullName == launch.Benchmark && !benchmark.IsFailed
        );
        Launch? measured = benchmark?.Launches[0];
        return new LaunchLine(
            launch.Phase,
            launch.Pair,
            launch.Benchmark,
            launch.Side,
            launch.Invocations,
            (measured?.Operations ?? 0) / Math.Max(1, measured?.NanosecondsPerOp.Length ?? 1),
            measured?.NanosecondsPerOp ?? [],
            startedAtSeconds,
            outcome.Elapsed.TotalSeconds,
            machine,
            benchmark is not null ? null : outcome.Fault?.Message ?? "it gave no measurement"
        );
    }

    private LaunchRequest CreateRequest(PlannedLaunch launch) =>
        new(
            staged.Get(launch.Copy),
            [],
            new LaunchCounts(settings.Warmups, launch.Iterations, launch.Invocations, PilotSize.ChooseUnrollFactor(launch.Invocations)),
            settings.ProgramArguments,
            GateProbe.ParseEnvironment(settings),
            ChooseLimit(launch)
        );

    // The time of the candidate is what the gate measures, so it gets the whole limit.
    private TimeSpan ChooseLimit(PlannedLaunch launch)
    {
        TimeSpan limit = TimeSpan.FromSeconds(settings.LaunchLimitSeconds);
        if (launch.Side == LaunchSide.Candidate || launch.ExpectedSeconds is not { } seconds)
        {
            return limit;
        }

        TimeSpan usual = TimeSpan.FromSeconds(LimitFactor * seconds) + LimitAllowance;
        return usual < limit ? usual : limit;
    }
}
