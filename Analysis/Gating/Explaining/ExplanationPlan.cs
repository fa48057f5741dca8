using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Gating.Explaining;

/// <summary>The benchmarks that are profiled after the verdict, and the pairs that each gets.</summary>
/// <param name="Benchmarks">Full names, in order.</param>
/// <param name="Pairs">Pairs of fresh processes.</param>
/// <param name="LeftOut">The benchmarks that the time does not suffice for.</param>
internal sealed record ExplanationPlan(ImmutableArray<string> Benchmarks, int Pairs, ImmutableArray<string> LeftOut)
{
    /// <summary>The pairs that an explanation gets.</summary>
    public const int WantedPairs = 8;

    /// <summary>An explanation with fewer would hardly name a method.</summary>
    public const int LeastPairs = 5;

    /// <summary>The largest share of the gate's own time.</summary>
    public const double ShareOfGate = 0.25;

    /// <summary>The time to start and end a pair of processes.</summary>
    public const double SecondsOfPair = 1.5;

    /// <summary>The time to warm up and profile both sides of a benchmark once, where nothing of it is known.</summary>
    public const double SecondsOfBenchmark = SecondsOfProfile + 1;

    // On top of what a pair of the gate takes: longer turns, and the samples are read.
    private const double SecondsOfProfile = 4;

    /// <summary>Nothing is profiled.</summary>
    public static ExplanationPlan None { get; } = new([], 0, []);

    /// <summary>Plans the explanation of what is called: slower ones first, and the larger change first.</summary>
    /// <param name="run">Of which both stages are done.</param>
    /// <param name="benchmarks">Its results.</param>
    public static ExplanationPlan ForCalled(GateRun run, IEnumerable<BenchmarkVerdict> benchmarks)
    {
        string[] called =
        [
            .. benchmarks
                .Where(benchmark => benchmark.Verdict is Verdict.Slower or Verdict.Faster)
                .OrderByDescending(benchmark => benchmark.Verdict == Verdict.Slower)
                .ThenByDescending(benchmark => Math.Abs(benchmark.LogRatio))
                .Select(benchmark => benchmark.Name),
        ];
        double seconds = ShareOfGate * ((run.Probe?.ElapsedSeconds ?? 0) + run.Launches.Sum(launch => launch.ElapsedSeconds));
        ILookup<string, double> launches = run.Launches.ToLookup(launch => launch.Benchmark, launch => launch.ElapsedSeconds);
        int count = 0;
        double pairSeconds = SecondsOfPair;
        foreach (double next in called.Select(name => PredictSeconds(launches[name])))
        {
            if (LeastPairs * (pairSeconds + next) > seconds)
            {
                break;
            }

            (count, pairSeconds) = (count + 1, pairSeconds + next);
        }

        int pairs = count == 0 ? 0 : (int)Math.Min(WantedPairs, seconds / pairSeconds);
        return new ExplanationPlan([.. called.Take(count)], pairs, [.. called.Skip(count)]);
    }

    // The time to profile both sides of a benchmark once, from the seconds of its launches in the gate, two of which are a pair.
    private static double PredictSeconds(IEnumerable<double> launches) =>
        launches.ToArray() is { Length: > 0 } known ? SecondsOfProfile + (2 * known.Average()) : SecondsOfBenchmark;
}

/// <summary>What an explanation needs of a verdict.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="LogRatio">ln(candidate ÷ baseline).</param>
internal sealed record BenchmarkVerdict(string Name, Verdict Verdict, double LogRatio);
