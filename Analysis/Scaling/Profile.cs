using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace ConcurrencyBench.Analysis.Scaling;

/// <summary>
/// Confidence intervals of a least-squares fit: all values of a parameter for which the other parameters can still be chosen
/// so that the squares exceed the least by no more than s²·t².
/// </summary>
/// <remarks>
/// The profile t interval, D. M. Bates and D. G. Watts, Nonlinear Regression Analysis and Its Applications, Wiley 1988, section
/// 6.1. It needs no symmetry, holds the estimate, and keeps to the parameter's bounds by itself; where the truth lies on a
/// bound it covers more often than stated. It takes the noise for normal, and the law for true.
/// </remarks>
/// <param name="leastSquares">The squares of the fit.</param>
/// <param name="degreesOfFreedom">Launches less parameters, 1 or more.</param>
internal sealed class Profile(double leastSquares, int degreesOfFreedom)
{
    private const double Confidence = 0.95;
    private const double Rounding = 1e-24; // Squares of relative errors that are zero but for the last digit.
    private const double Farthest = 1e12;

    private readonly double _excess =
        leastSquares / degreesOfFreedom * Math.Pow(StudentT.InvCDF(0, 1, degreesOfFreedom, (1 + Confidence) / 2), 2);

    /// <summary>The interval of one parameter.</summary>
    /// <param name="value">Its estimate, 0 or more.</param>
    /// <param name="highest">The largest value it may have; the smallest is 0.</param>
    /// <param name="squares">The least squares when it is held at a value.</param>
    public FittedParameter FindInterval(double value, double highest, Func<double, double> squares)
    {
        double Excess(double at) => squares(at) - leastSquares - _excess;
        if (leastSquares <= Rounding)
        {
            return new FittedParameter(value, value, value);
        }

        double far = double.IsPositiveInfinity(highest) ? Beyond(value, Excess) : highest;
        return new FittedParameter(
            value,
            Crossing(value, 0, Excess),
            Crossing(value, far, Excess) is var high && high >= Farthest ? highest : high
        );
    }

    private static double Beyond(double value, Func<double, double> excess)
    {
        double far = Math.Max(2 * value, 1e-9);
        while (far < Farthest && excess(far) <= 0)
        {
            far *= 2;
        }

        return far;
    }

    // The squares only grow on the way from the estimate to either bound, because the set of coefficients with at most so
    // many squares is convex.
    private static double Crossing(double inside, double bound, Func<double, double> excess) =>
        excess(bound) <= 0 ? bound
        : Brent.TryFindRoot(excess, Math.Min(inside, bound), Math.Max(inside, bound), 1e-12, 200, out double root) ? root
        : bound;
}
