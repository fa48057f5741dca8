using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>A benchmark of a simulated program.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Nanoseconds">Of an operation of the baseline.</param>
/// <param name="LaunchNoise">SD of the logarithm between launches; iterations have a tenth of it.</param>
/// <param name="CandidateRatio">How much slower the candidate is.</param>
/// <param name="SlowShare">Which part of launches runs at half speed.</param>
internal sealed record SimulatedBenchmark(
    string Name,
    double Nanoseconds = 20e6,
    double LaunchNoise = 0.015,
    double CandidateRatio = 1,
    double SlowShare = 0
)
{
    public bool IsInBaseline { get; init; } = true;

    public bool IsInCandidate { get; init; } = true;

    /// <summary>True when it has an iteration's set-up.</summary>
    public bool RunsOncePerIteration { get; init; }

    /// <summary>The bytes that an operation of the candidate allocates more; known in turns only.</summary>
    public double MoreBytes { get; init; }

    /// <summary>True when its first call throws; in turns only.</summary>
    public bool FailsInProbe { get; init; }

    /// <summary>From which launch of the benchmark on the candidate fails; null never.</summary>
    public int? CandidateFailsFrom { get; init; }

    /// <summary>The last launch of the candidate that fails.</summary>
    public int CandidateFailsUntil { get; init; } = int.MaxValue;
}

/// <summary>Runs nothing: its launches are drawn, and take no time.</summary>
internal sealed class SimulatedLauncher(StagedPrograms staged, ImmutableArray<SimulatedBenchmark> benchmarks, int seed) : ILauncher
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _candidateLaunches = [];

    /// <summary>Every launch, in order: which copy, and which filter.</summary>
    public List<(ProgramCopy Side, string Folder, LaunchRequest Request)> Launches { get; } = [];

    /// <summary>Called before each launch.</summary>
    public Action<LaunchRequest> Before { get; init; } = _ => { };

    /// <summary>True when the program's BenchmarkDotNet compares a filter with names without parameters, as 0.13.2 does.</summary>
    public bool FiltersByMethod { get; init; }

    public LaunchOutcome Launch(LaunchRequest request, CancellationToken cancellation)
    {
        Before(request);
        cancellation.ThrowIfCancellationRequested();
        ProgramCopy side = SideOf(request.Program);
        Launches.Add((side, request.Program.Folder, request));
        Machine machine = new("A processor", 2, 2, "X64", "Linux");
        RunEnvironment environment = new("0.14.0", ".NET 10.0.1", "RELEASE", null, null, null);
        Benchmark[] measured =
        [
            .. Known(side)
                .Where(benchmark =>
                    request.Filters.Contains("*")
                    || request.Filters.Any(filter => benchmark.Name.StartsWith(filter, StringComparison.Ordinal))
                )
                .Select(benchmark => Measure(benchmark, side, request)),
        ];
        if (FiltersByMethod && request.Filters.Any(filter => filter.Contains('(', StringComparison.Ordinal)))
        {
            return new LaunchOutcome(
                [],
                null,
                null,
                TimeSpan.FromSeconds(0.5),
                new LaunchFault(LaunchFaultKind.NoReport, "nothing matches"),
                []
            );
        }

        LaunchFault? fault = measured.Any(benchmark => benchmark.IsFailed)
            ? new LaunchFault(LaunchFaultKind.NotMeasured, "it threw\nmore of it")
            : null;
        return new LaunchOutcome(
            [.. measured],
            machine,
            environment,
            TimeSpan.FromSeconds(
                0.5
                    + measured.Sum(benchmark =>
                        benchmark.Launches.Sum(launch => launch.NanosecondsPerOp.Average() * launch.Operations / 1e9)
                    )
            ),
            fault,
            [.. measured.Select(benchmark => JobOf(benchmark, request))]
        );
    }

    public ListOutcome List(ListRequest request, CancellationToken cancellation) =>
        new([.. Known(SideOf(request.Program)).Select(benchmark => benchmark.Name)], Fault: null);

    private IEnumerable<SimulatedBenchmark> Known(ProgramCopy side) =>
        benchmarks.Where(benchmark => side == ProgramCopy.Candidate ? benchmark.IsInCandidate : benchmark.IsInBaseline);

    private ProgramCopy SideOf(ProgramFiles program) =>
        Enum.GetValues<ProgramCopy>().Single(side => staged.Get(side).Folder == program.Folder);

    private string JobOf(Benchmark measured, LaunchRequest request) =>
        request.Counts.Invocations is null && benchmarks.Single(benchmark => benchmark.Name == measured.Key.FullName).RunsOncePerIteration
            ? "Job-A(InvocationCount=1, IterationCount=1, UnrollFactor=1)"
            : "Job-A(IterationCount=1)";

    private Benchmark Measure(SimulatedBenchmark benchmark, ProgramCopy side, LaunchRequest request)
    {
        int launch =
            side == ProgramCopy.Candidate
                ? _candidateLaunches[benchmark.Name] = _candidateLaunches.GetValueOrDefault(benchmark.Name) + 1
                : 0;
        bool isFailed = launch > 0 && launch >= benchmark.CandidateFailsFrom && launch <= benchmark.CandidateFailsUntil;
        double level =
            benchmark.Nanoseconds
            * (side == ProgramCopy.Candidate ? benchmark.CandidateRatio : 1)
            * (_random.NextDouble() < benchmark.SlowShare ? 2 : 1)
            * Math.Exp(Normal.Sample(_random, 0, benchmark.LaunchNoise));
        double[] iterations =
        [
            .. Enumerable
                .Range(0, request.Counts.Iterations)
                .Select(_ => level * Math.Exp(Math.Abs(Normal.Sample(_random, 0, benchmark.LaunchNoise / 10)))),
        ];
        string[] parts = benchmark.Name.Split('.');
        return new Benchmark(
            new BenchmarkKey(benchmark.Name, JobId.Default),
            parts[0],
            parts[1],
            parts[2],
            MeasurementKind.Raw,
            isFailed ? [] : [new Launch([.. iterations], (long)request.Counts.Iterations * (request.Counts.Invocations ?? 16))],
            null,
            []
        );
    }
}
