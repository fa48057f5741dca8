using ConcurrencyBench.Analysis.Statistics;
using FsCheck.Xunit;

namespace ConcurrencyBench.Analysis.Tests.Statistics;

public class HolmTests
{
    // Sorted: 0.001, 0.004, 0.004, 0.6 with m = 4: 4·0.001 = 0.004; 3·0.004 = 0.012; 2·0.004 = 0.008, raised to 0.012;
    // 1·0.6 = 0.6.
    [Fact]
    public void Adjust_HandComputed_InTheOrderGiven() =>
        Assert.Equal([0.6, 0.012, 0.004, 0.012], Holm.Adjust([0.6, 0.004, 0.001, 0.004]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Adjust_NothingOrOne_ChangesNothing()
    {
        Assert.Empty(Holm.Adjust([]));
        Assert.Equal<double>([0.03], Holm.Adjust([0.03]));
    }

    [Fact]
    public void Adjust_LargeValues_StayProbabilities() => Assert.Equal<double>([1, 1], Holm.Adjust([0.7, 0.9]));

    // The definition: in ascending order, reject while p₍ⱼ₎ ≤ level ÷ (m + 1 − j), stop at the first that is not.
    [Property(MaxTest = 500)]
    public bool Adjust_AtAnyLevel_RejectsWhatTheStepsReject(byte[] values, byte level)
    {
        double[] pValues = [.. values.Select(value => value / 4096.0)];
        double bound = level / 1024.0;
        double[] ascending = [.. pValues.Order()];
        int rejected = ascending.TakeWhile((p, i) => p * (ascending.Length - i) <= bound).Count();
        double[] adjusted = Holm.Adjust(pValues);

        return adjusted.Count(p => p <= bound) == rejected && pValues.Zip(adjusted).All(pair => pair.Second >= pair.First);
    }

    // m = 2 + 3: 5·0.001 and 4·0.01.
    [Fact]
    public void Adjust_WithOthers_CountsThem() =>
        Assert.Equal([0.04, 0.005], Holm.Adjust([0.01, 0.001], others: 3).Select(p => Math.Round(p, 12)));

    // Whatever the others turn out to be, none of these becomes larger.
    [Property(MaxTest = 500)]
    public bool Adjust_WithOthers_IsNoSmallerThanTogetherWithThem(byte[] values, byte[] others)
    {
        double[] pValues = [.. values.Select(value => value / 1024.0)];
        double[] alone = Holm.Adjust(pValues, others.Length);
        double[] together = Holm.Adjust([.. pValues, .. others.Select(value => value / 1024.0)]);

        return alone.Zip(together).All(pair => pair.First >= pair.Second);
    }
}
