using ConcurrencyBench.Analysis.Gating.Planning;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Measures the pilot: for each benchmark of the baseline its size, and launches of that size.</summary>
/// <param name="measurer">Measures a launch.</param>
/// <param name="view">Shows the progress.</param>
/// <param name="add">Adds a launch to the run and its file.</param>
internal sealed class PilotRunner(LaunchMeasurer measurer, IGateView view, Func<GateRun, LaunchLine, GateRun> add)
{
    /// <summary>Measures what the pilot of a run still lacks.</summary>
    public GateRun Finish(GateRun run)
    {
        ProbedBenchmark[] launched = [.. run.Probe!.Benchmarks.Where(benchmark => benchmark.Method == PairMethod.Launches)];
        run = launched.Aggregate(run, Calibrate);
        (ProbedBenchmark Benchmark, int Launches)[] missing =
        [
            .. launched
                .Where(benchmark => run.FindFault(benchmark.Name) is null)
                .Select(benchmark => (benchmark, Math.Max(0, PilotSize.Launches - CountLaunches(run, benchmark.Name)))),
        ];
        Countdown countdown = new(
            "pilot",
            missing.Sum(benchmark => benchmark.Launches),
            missing.Sum(next => next.Launches * FindCalibration(run, next.Benchmark.Name)!.ElapsedSeconds),
            view
        );
        return missing.Aggregate(run, (current, next) => Measure(current, next.Benchmark, next.Launches, countdown));
    }

    /// <returns>The pilots of the benchmarks that did not fail.</returns>
    public static ImmutableArray<BenchmarkPilot> Summarize(GateRun run) =>
        [
            .. run.SelectLaunches(LaunchPhase.Pilot)
                .Where(launch => run.FindFault(launch.Benchmark) is null)
                .GroupBy(launch => launch.Benchmark)
                .Select(launches => new BenchmarkPilot(
                    launches.Key,
                    launches.First().Invocations,
                    launches.First().Operations,
                    [.. launches.Select(launch => new PilotLaunch(launch.NanosecondsPerOp, launch.ElapsedSeconds))]
                )),
        ];

    private GateRun Measure(GateRun run, ProbedBenchmark benchmark, int launches, Countdown countdown)
    {
        LaunchLine calibration = FindCalibration(run, benchmark.Name)!;
        double nanoseconds = ComputeNanosecondsPerInvocation(calibration);
        int invocations = ChooseInvocations(benchmark, nanoseconds);
        for (int i = 0; i < launches && run.FindFault(benchmark.Name) is null; i++)
        {
            int iterations = PilotSize.ChooseIterations(nanoseconds, invocations);
            run = add(
                run,
                measurer.Measure(CreateLaunch(LaunchPhase.Pilot, i, benchmark.Name, invocations, iterations, calibration.ElapsedSeconds))
            );
            countdown.Step(calibration.ElapsedSeconds);
        }

        return run;
    }

    // The first operation of a process is cold. The size that it suggests is tried, and corrected where it was far off.
    private GateRun Calibrate(GateRun run, ProbedBenchmark benchmark)
    {
        const int FarOff = 4;
        const int MostTries = 4;
        const int Iterations = 3;
        double nanoseconds = benchmark.NanosecondsPerInvocation;
        for (int tries = 0; FindCalibration(run, benchmark.Name) is null && run.FindFault(benchmark.Name) is null; tries++)
        {
            int invocations = ChooseInvocations(benchmark, nanoseconds);
            LaunchLine launch = measurer.Measure(
                CreateLaunch(LaunchPhase.Calibration, tries, benchmark.Name, invocations, Iterations, expectedSeconds: null)
            );
            bool isEnough = launch.Fault is not null || tries == MostTries - 1;
            if (isEnough || ChooseInvocations(benchmark, ComputeNanosecondsPerInvocation(launch)) <= FarOff * invocations)
            {
                return add(run, launch);
            }

            nanoseconds = ComputeNanosecondsPerInvocation(launch);
        }

        return run;
    }

    private static PlannedLaunch CreateLaunch(
        LaunchPhase phase,
        int number,
        string benchmark,
        int invocations,
        int iterations,
        double? expectedSeconds
    ) => new(phase, number, benchmark, LaunchSide.Baseline, ProgramCopy.Baseline, invocations, iterations, expectedSeconds);

    private static int CountLaunches(GateRun run, string benchmark) =>
        run.SelectLaunches(LaunchPhase.Pilot).Count(launch => launch.Benchmark == benchmark);

    private static int ChooseInvocations(ProbedBenchmark benchmark, double nanoseconds) =>
        benchmark.RunsOncePerIteration ? 1 : PilotSize.ChooseInvocations(nanoseconds);

    private static double ComputeNanosecondsPerInvocation(LaunchLine launch) =>
        launch.NanosecondsPerOp.Min() * launch.Operations / launch.Invocations;

    private static LaunchLine? FindCalibration(GateRun run, string benchmark) =>
        run.Launches.FirstOrDefault(launch =>
            launch.Phase == LaunchPhase.Calibration && launch.Benchmark == benchmark && launch.Fault is null
        );
}
