using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

/// <summary>A benchmark with the figures that a test wants, in percent.</summary>
internal static class TestCell
{
    public static PairedAssessment Of(
        double value = 0,
        double lower = -1,
        double upper = 1,
        double pSlower = 0.5,
        double pFaster = 0.5,
        int pairs = 18,
        int? kept = null,
        int excluded = 0,
        double spread = 1
    ) =>
        new(
            new PairedEstimate(Log(value), Log(lower), Log(upper), pSlower, pFaster, kept ?? pairs, spread / 100),
            pairs,
            kept ?? pairs,
            BaselineExcluded: 0,
            excluded,
            BaselineNanoseconds: 100,
            CandidateNanoseconds: 100 + value,
            PValueOfShare: 1
        );

    private static double Log(double percent) => Math.Log(1 + (percent / 100));
}
