using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

public class ModeratedPairsTests
{
    private static readonly JudgingRules Rules = JudgingRules.Default;

    [Fact]
    public void Assess_FewBenchmarks_AreAssessedByThemselves() =>
        Assert.All(ModeratedPairs.Assess(Simulate(19, pairs: 4, seed: 1)), assessment => Assert.False(assessment.IsModerated));

    [Fact]
    public void Assess_FreshLaunches_AreAssessedByThemselves() =>
        Assert.All(
            ModeratedPairs.Assess([.. Simulate(50, pairs: 9, seed: 1).Select(logs => logs with { TookTurns = false })]),
            assessment => Assert.False(assessment.IsModerated)
        );

    [Fact]
    public void EndsHere_FourPairsOfManyUnchangedBenchmarks_EndsMostOfThem()
    {
        ImmutableArray<PairedAssessment> assessments = ModeratedPairs.Assess(Simulate(400, pairs: 4, seed: 2));

        Assert.InRange(assessments.Count(assessment => StageOne.EndsHere(assessment, Rules)), 320, 360);
    }

    [Fact]
    public void EndsHere_FourPairsOfASlowDown_GoesOn()
    {
        ImmutableArray<PairedLogs> suite = Simulate(400, pairs: 4, seed: 3);
        ImmutableArray<PairedAssessment> assessments = ModeratedPairs.Assess([
            .. suite.Select((logs, i) => i < 100 ? SlowDown(logs, 1.05) : logs),
        ]);

        Assert.True(assessments.Take(100).Count(assessment => !StageOne.EndsHere(assessment, Rules)) >= 98);
    }

    [Fact]
    public void Assess_TurnsOnACoreAtHalfSpeed_KeepsThePair()
    {
        PairedLogs logs = new([0, 0.01, 0.6, 0, 0.01], [0, 0.01, 0.6, 0, 0.01]) { TookTurns = true };

        Assert.Equal(5, PairedAssessment.FromLogs(logs).Kept);
        Assert.Equal(4, PairedAssessment.FromLogs(logs with { TookTurns = false }).Kept);
    }

    private static PairedLogs SlowDown(PairedLogs logs, double ratio) =>
        new(logs.Baseline, [.. logs.Candidate.Select(log => log + Math.Log(ratio))]) { TookTurns = true };

    private static ImmutableArray<PairedLogs> Simulate(int benchmarks, int pairs, int seed)
    {
        Random random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return
        [
            .. Enumerable
                .Range(0, benchmarks)
                .Select(_ => 0.016 * Math.Exp(0.5 * Normal()))
                .Select(spread => new PairedLogs(
                    [.. Enumerable.Repeat(0.0, pairs)],
                    [.. Enumerable.Range(0, pairs).Select(_ => spread * Normal())]
                )
                {
                    TookTurns = true,
                }),
        ];
    }
}
