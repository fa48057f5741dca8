using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>A value with its uncertainty; all of it in natural logarithms, so that ratios are differences.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Variance">The square of its standard error.</param>
/// <param name="DegreesOfFreedom">Of the variance; infinite where the variance is 0.</param>
internal readonly record struct Estimate(double Value, double Variance, double DegreesOfFreedom)
{
    /// <summary>Two-sided confidence of every printed interval.</summary>
    public const double Confidence = 0.95;

    /// <summary>One half of 1 − <see cref="Confidence"/>: the level of a one-sided test that agrees with the interval.</summary>
    public const double OneSidedLevel = (1 - Confidence) / 2;

    public double StandardError => Math.Sqrt(Variance);

    /// <summary>The lower end of the interval.</summary>
    public double Lower => Value - HalfWidth;

    /// <summary>The upper end of the interval.</summary>
    public double Upper => Value + HalfWidth;

    private double HalfWidth => Variance == 0 ? 0 : ComputeQuantile(1 - OneSidedLevel) * StandardError;

    /// <summary>Two-sided p of "the value is 0".</summary>
    public double PValue =>
        Variance == 0 ? (Value == 0 ? 1 : 0) : Math.Min(1, 2 * StudentT.CDF(0, 1, DegreesOfFreedom, -Math.Abs(Value) / StandardError));

    /// <summary>Student's t; infinite where it is beyond what the library can invert, which is t of about 800.</summary>
    public double ComputeQuantile(double probability)
    {
        try
        {
            return StudentT.InvCDF(0, 1, DegreesOfFreedom, probability);
        }
        catch (NonConvergenceException)
        {
            return double.PositiveInfinity;
        }
    }

    /// <summary>The mean of independent values; 2 at least.</summary>
    public static Estimate FromValues(IReadOnlyList<double> values)
    {
        // The mean of equal values may round; they have no spread all the same.
        bool isOneValue = values.All(value => value == values[0]);
        double mean = isOneValue ? values[0] : values.Average();
        double sumOfSquares = isOneValue ? 0 : values.Sum(value => (value - mean) * (value - mean));
        int degrees = values.Count - 1;
        return new Estimate(mean, sumOfSquares / degrees / values.Count, sumOfSquares == 0 ? double.PositiveInfinity : degrees);
    }

    /// <summary>
    /// Σ cᵢ·xᵢ of independent estimates. Variances add with cᵢ²; the degrees of freedom are Welch's and Satterthwaite's,
    /// (Σ vᵢ)² ÷ Σ (vᵢ² ÷ νᵢ) with vᵢ = cᵢ²·SEᵢ² (Welch 1947, Biometrika 34).
    /// </summary>
    public static Estimate Combine(IEnumerable<(double Coefficient, Estimate Estimate)> terms)
    {
        double value = 0,
            variance = 0,
            denominator = 0;
        foreach ((double coefficient, Estimate estimate) in terms)
        {
            double part = coefficient * coefficient * estimate.Variance;
            value += coefficient * estimate.Value;
            variance += part;
            denominator += part == 0 ? 0 : part * part / estimate.DegreesOfFreedom;
        }

        return new Estimate(value, variance, variance == 0 ? double.PositiveInfinity : variance * variance / denominator);
    }

    /// <summary>This minus another, independent one.</summary>
    public Estimate Minus(Estimate other) => Combine([(1, this), (-1, other)]);
}
