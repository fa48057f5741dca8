using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Gating;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>Runs nothing: its turns are drawn, and take no time.</summary>
internal sealed class SimulatedTurns(StagedPrograms staged, ImmutableArray<SimulatedBenchmark> benchmarks, int seed) : ITurnTaker
{
    private const int Turns = 11;

    private readonly Random _random = new(seed);

    /// <summary>The sweeps that began: which copies, and which had the first turn.</summary>
    public List<(string Baseline, string Candidate, bool BaselineFirst)> Sweeps { get; } = [];

    /// <summary>Benchmarks that cannot take turns.</summary>
    public ImmutableArray<string> Obstacles { get; init; } = [];

    /// <summary>True where the program cannot be loaded at all.</summary>
    public bool IsUnloadable { get; init; }

    /// <summary>The reason why turns are not taken on one core; null where they are.</summary>
    public string? Unpinned { get; init; }

    /// <summary>Called before each benchmark.</summary>
    public Action<string> Before { get; init; } = _ => { };

    public TurnProgram List(ProgramFiles program, CancellationToken cancellation)
    {
        bool isCandidate = program.Folder == staged.Get(ProgramCopy.Candidate).Folder;
        return IsUnloadable
            ? throw new ProgramNotLoadedException("The program is not a .NET program.")
            : new TurnProgram(
                ".NET 10.0.1",
                "0.15.8",
                [
                    .. benchmarks
                        .Where(benchmark => isCandidate ? benchmark.IsInCandidate : benchmark.IsInBaseline)
                        .Select(benchmark => (benchmark.Name, Obstacles.Contains(benchmark.Name) ? "It cannot." : null)),
                ]
            );
    }

    public IEnumerable<ProbedTurn> Probe(ProgramFiles program, ImmutableArray<string> benchmarks, CancellationToken cancellation) =>
        benchmarks
            .Select(Find)
            .Select(benchmark => new ProbedTurn(benchmark.Nanoseconds, 0.1, benchmark.FailsInProbe ? "it threw at once" : null));

    public ISweep Begin(ProgramFiles baseline, ProgramFiles candidate, bool baselineFirst)
    {
        Sweeps.Add((baseline.Folder, candidate.Folder, baselineFirst));
        return new Sweep(this, candidate.Folder == staged.Get(ProgramCopy.Candidate).Folder);
    }

    private sealed class Sweep(SimulatedTurns owner, bool isCandidate) : ISweep
    {
        public TurnOutcome Measure(string benchmark, CancellationToken cancellation)
        {
            owner.Before(benchmark);
            cancellation.ThrowIfCancellationRequested();
            SimulatedBenchmark subject = owner.Find(benchmark);
            if (isCandidate && subject.CandidateFailsFrom is not null)
            {
                return new TurnOutcome([], [], 0, 0, 0, Overhead: 0, Unsteady: null, Unpinned: null, (false, "it threw"));
            }

            // A core at half speed slows both sides down.
            double level = subject.Nanoseconds * (owner._random.NextDouble() < 0.3 ? 1.8 : 1);
            double ratio = (isCandidate ? subject.CandidateRatio : 1) * Math.Exp(Normal.Sample(owner._random, 0, subject.LaunchNoise));
            return new TurnOutcome(
                Draw(level),
                Draw(level * ratio),
                1000,
                64,
                64 + (isCandidate ? subject.MoreBytes : 0),
                Overhead: 1.5,
                Unsteady: null,
                owner.Unpinned,
                Fault: null
            );
        }

        public void Dispose() { }

        private ImmutableArray<double> Draw(double level) =>
            [.. Enumerable.Range(0, Turns).Select(_ => level * Math.Exp(Normal.Sample(owner._random, 0, 0.01)))];
    }

    private SimulatedBenchmark Find(string name) => benchmarks.Single(benchmark => benchmark.Name == name);
}
