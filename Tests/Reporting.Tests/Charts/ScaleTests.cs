using ConcurrencyBench.Reporting.Charts;
using FsCheck.Xunit;

namespace ConcurrencyBench.Reporting.Tests.Charts;

public sealed class ScaleTests
{
    [Property(MaxTest = 1000)]
    public bool At_AnyValues_IsMonotoneAndStaysOnThePaper(double[] values, bool isLogarithmic, bool startsAtZero)
    {
        Scale scale = isLogarithmic ? Scale.Logarithmic(values, 50, 450) : Scale.Linear(values, 50, 450, startsAtZero, 8);
        double[] places = [.. values.Where(double.IsFinite).Order().Select(scale.At)];
        return places.All(place => place is >= 50 and <= 450) && places.Zip(places.Skip(1)).All(pair => pair.First <= pair.Second);
    }

    [Property(MaxTest = 1000)]
    public bool At_ReversedAxis_IsTheMirror(double[] values)
    {
        Scale up = Scale.Linear(values, 400, 100, startsAtZero: true, 8);
        Scale down = Scale.Linear(values, 100, 400, startsAtZero: true, 8);
        return values.Where(double.IsFinite).All(value => Math.Abs(up.At(value) + down.At(value) - 500) < 1e-6);
    }

    [Fact]
    public void At_Ends_AreTheFirstAndTheLastTick()
    {
        Scale scale = Scale.Logarithmic([1, 1000], 0, 300);

        Assert.Equal([0, 100, 200, 300], new[] { 1.0, 10, 100, 1000 }.Select(value => Math.Round(scale.At(value), 6)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(0)]
    public void Has_NoPlaceOnALogarithmicAxis_IsFalseAndAtIsStillANumber(double value)
    {
        Scale scale = Scale.Logarithmic([value], 10, 20);

        Assert.False(scale.Has(value));
        Assert.InRange(scale.At(value), 10, 20);
    }

    [Theory]
    [InlineData(1_500_000, "1.5 ms")]
    [InlineData(1, "1 ns")]
    [InlineData(2e12, "2,000 s")]
    [InlineData(0.25, "0.25 ns")]
    public void Label_Time_IsShortAndHasAUnit(double nanoseconds, string expected) =>
        Assert.Equal(expected, Quantity.Time.Label(nanoseconds));
}
