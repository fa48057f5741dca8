using ConcurrencyBench.Analysis.Comparing;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

/// <summary>One launch judged by a noise profile, over many simulated suites with known truth.</summary>
/// <param name="output">Gets the figures.</param>
[Trait("Length", "Long")]
public class NoiseProfileSimulationTests(ITestOutputHelper output)
{
    private const int Suites = 400;
    private const double Changed = 3;

    public static MatrixTheoryData<int, int, double> Cases { get; } = new([6, 50, 200], [4, 8, 20], [0, 0.02]);

    [Theory(Timeout = TestLimit.Long)]
    [MemberData(nameof(Cases))]
    public void OneLaunch_ByItsProfile_CoversAndStaysQuiet(int benchmarks, int reports, double badShare)
    {
        (int Covered, int Tested, bool IsFalse, bool IsFound)[] suites =
        [
            .. Enumerable.Range(0, Suites).AsParallel().Select(seed => Run(benchmarks, reports, badShare, seed)),
        ];
        double coverage = suites.Sum(suite => suite.Covered) / (double)suites.Sum(suite => suite.Tested);
        double falseSuites = suites.Count(suite => suite.IsFalse) / (double)Suites;
        output.WriteLine(
            FormattableString.Invariant(
                $"{benchmarks} benchmarks, {reports} reports, {badShare:P0} bad: covered {coverage:P1}, false {falseSuites:P1}, "
            ) + FormattableString.Invariant($"3x found {suites.Count(suite => suite.IsFound) / (double)Suites:P1}")
        );

        // Bad launches are no usual noise, so no interval of usual noise holds them.
        Assert.InRange(coverage, 0.93 - (2 * badShare), 0.98);
        Assert.InRange(falseSuites, 0, 0.05 + (3 * Math.Sqrt(0.05 * 0.95 / Suites)));
    }

    private static (int Covered, int Tested, bool IsFalse, bool IsFound) Run(int benchmarks, int reports, double badShare, int seed)
    {
        Random random = new(seed);
        double[] noise = [.. Enumerable.Range(0, benchmarks).Select(_ => 0.02 * Math.Exp(random.NextDouble() * 2))];
        SimulatedReports suite = new(benchmarks, seed)
        {
            Noise = i => noise[i],
            BadShare = badShare,
            Drift = 0.02,
        };
        JudgingRules rules = JudgingRules.Default with { Noise = NoiseProfile.Learn(suite.CreateMany(reports)) };
        ImmutableArray<Judgement> judgements = Comparison.Create(suite.Create(), suite.Create(Changed), rules).Judgements;
        Judgement[] unchanged = [.. judgements.Skip(1).Where(judgement => judgement.Basis == NoiseBasis.Profile)];
        return (
            unchanged.Count(judgement => judgement.Ratio is { Lower: <= 1, Upper: >= 1 }),
            unchanged.Length,
            unchanged.Any(judgement => judgement.Verdict is Verdict.Slower or Verdict.Faster),
            judgements[0].Verdict == Verdict.Slower
        );
    }
}
