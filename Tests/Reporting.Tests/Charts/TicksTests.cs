using ConcurrencyBench.Reporting.Charts;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Reporting.Tests.Charts;

public sealed class TicksTests
{
    private static readonly double[] Nice = [1, 2, 5];

    public static TheoryData<double, double, double[]> Known { get; } =
        new()
        {
            { 0, 10, [0, 2, 4, 6, 8, 10] },
            { 0, 1.71, [0, 0.5, 1, 1.5, 2] },
            { -3, 3, [-4, -2, 0, 2, 4] },
            { 0.1, 0.3, [0.1, 0.15, 0.2, 0.25, 0.3] },
            { 0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1] },
        };

    [Theory]
    [MemberData(nameof(Known))]
    public void Linear_KnownRange_HasTheTicksThatPeopleWouldDraw(double low, double high, double[] expected) =>
        Assert.Equal(expected, Ticks.Linear(low, high, 5));

    public static TheoryData<double, double, double[]> KnownLogarithmic { get; } =
        new()
        {
            { 1, 7339, [1, 10, 100, 1000, 10000] },
            { 3, 40, [2, 5, 10, 20, 50] },
            { 1, 1, [1, 2] },
            { 0.002, 1e300, [1e-3, 1e47, 1e97, 1e147, 1e197, 1e247, 1e297, 1e308] },
            { 1e-9, 1e9, [1e-9, 1e-7, 1e-5, 1e-3, 0.1, 10, 1000, 1e5, 1e7, 1e9] },
        };

    [Theory]
    [MemberData(nameof(KnownLogarithmic))]
    public void Logarithmic_KnownRange_HasTheTicksThatPeopleWouldDraw(double low, double high, double[] expected) =>
        Assert.Equal(expected, Ticks.Logarithmic(low, high));

    [Property(MaxTest = 2000)]
    public Property Linear_AnyRange_CoversItInFewNiceAndEqualSteps(double one, double other) =>
        (double.IsFinite(one) && double.IsFinite(other)).Implies(() =>
        {
            (double low, double high) = (
                Math.Clamp(Math.Min(one, other), -Ticks.Largest, Ticks.Largest),
                Math.Clamp(Math.Max(one, other), -Ticks.Largest, Ticks.Largest)
            );
            ImmutableArray<double> ticks = Ticks.Linear(low, high, 8);
            double step = (ticks[^1] - ticks[0]) / (ticks.Length - 1);
            double mantissa = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.0000001)));
            return ticks.Length is >= 2 and <= 12
                && ticks.All(double.IsFinite)
                && ticks[0] <= low + (step * 1e-6)
                && ticks[^1] >= high - (step * 1e-6)
                && ticks.Zip(ticks.Skip(1)).All(pair => Math.Abs(pair.Second - pair.First - step) < step * 1e-3)
                && Nice.Any(nice => Math.Abs(mantissa - nice) < 1e-3);
        });

    [Property(MaxTest = 2000)]
    public Property Logarithmic_AnyRange_CoversItInFewNiceSteps(NormalFloat one, NormalFloat other) =>
        (one.Get != 0 && other.Get != 0).Implies(() =>
        {
            double low = Math.Clamp(Math.Min(Math.Abs(one.Get), Math.Abs(other.Get)), Ticks.Smallest, Ticks.Largest);
            double high = Math.Clamp(Math.Max(Math.Abs(one.Get), Math.Abs(other.Get)), Ticks.Smallest, Ticks.Largest);
            ImmutableArray<double> ticks = Ticks.Logarithmic(low, high);
            return ticks.Length is >= 2 and <= 13
                && ticks.All(double.IsFinite)
                && ticks[0] <= low
                && ticks[^1] >= high
                && ticks.Zip(ticks.Skip(1)).All(pair => pair.Second > pair.First);
        });
}
