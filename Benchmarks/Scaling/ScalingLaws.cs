using System.Collections.Immutable;
using System.Globalization;

namespace ConcurrencyBench.Benchmarks.Scaling;

/// <summary>Fits the laws of scaling to launch times.</summary>
/// <remarks>
/// <para>G. M. Amdahl, Validity of the single processor approach, AFIPS 1967: S(p) = 1/(σ + (1 − σ)/p). N. J. Gunther, Guerrilla
/// Capacity Planning, Springer 2007, chapter 4: X(p) = λp/(1 + σ(p − 1) + κp(p − 1)), which is Amdahl's law for κ = 0.</para>
/// <para>The one-worker time is fitted too, as 1/λ: divided by a measured one, every speed-up would share its error.</para>
/// </remarks>
internal static class ScalingLaws
{
    /// <summary>One more count than parameters; with as many, any curve goes through all points and says nothing.</summary>
    public const int CountsForAmdahl = 3;

    /// <inheritdoc cref="CountsForAmdahl"/>
    public const int CountsForGunther = 4;

    // The share of a time per coefficient: T(p) = a/p + b(p − 1)/p + c(p − 1), see WeightedTimes.
    private static double First(double workers) => 1 / workers;

    private static double Second(double workers) => (workers - 1) / workers;

    private static double Third(double workers) => workers - 1;

    private static double Nothing(double workers) => 0;

    /// <summary>Fits Amdahl's law to the counts within the cores.</summary>
    /// <param name="launches">The launches of one model.</param>
    /// <param name="cores">More workers than these measure the operating system's scheduler and not the scaling.</param>
    public static FitOutcome FitAmdahl(IEnumerable<LaunchTime> launches, int cores) =>
        Fit(launches, cores, CountsForAmdahl, withKappa: false);

    /// <summary>Fits Gunther's law to the counts within the cores.</summary>
    /// <inheritdoc cref="FitAmdahl"/>
    public static FitOutcome FitGunther(IEnumerable<LaunchTime> launches, int cores) =>
        Fit(launches, cores, CountsForGunther, withKappa: true);

    private static FitOutcome Fit(IEnumerable<LaunchTime> launches, int cores, int countsNeeded, bool withKappa)
    {
        ImmutableArray<LaunchTime> within = [.. launches.Where(launch => launch.Workers <= cores)];
        ImmutableArray<LaunchTime> good = BadLaunches.SetAside(within);
        int counts = good.Select(launch => launch.Workers).Distinct().Count();
        return counts < countsNeeded
            ? FitOutcome.None(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"cannot be fitted: too few worker counts within the cores ({counts} measured, {countsNeeded} needed)"
                )
            )
            : FitOutcome.Of(Fit(new WeightedTimes(good), withKappa, within.Length - good.Length));
    }

    private static ScalingFit Fit(WeightedTimes times, bool withKappa, int badLaunches)
    {
        ImmutableArray<Func<double, double>> contention = withKappa ? [Third] : [];
        (double[] coefficients, double squares) = times.Solve(Nothing, [First, Second, .. contention], firstTwo: true);
        double lambda = 1 / coefficients[0];
        double sigma = coefficients[1] / coefficients[0];
        double kappa = withKappa ? coefficients[2] / coefficients[0] : 0;

        Profile profile = new(squares, degreesOfFreedom: times.Count - coefficients.Length);
        Estimate slowness = profile.Of(
            coefficients[0],
            double.PositiveInfinity,
            value => times.Solve(workers => value * First(workers), [Second, .. contention]).Squares
        );
        ScalingFit fit = new(
            new Estimate(lambda, 1 / slowness.High, 1 / slowness.Low),
            profile.Of(
                sigma,
                1,
                value => times.Solve(Nothing, [workers => First(workers) + value * Second(workers), .. contention]).Squares
            ),
            withKappa
                ? profile.Of(
                    kappa,
                    double.PositiveInfinity,
                    value => times.Solve(Nothing, [workers => First(workers) + value * Third(workers), Second], firstTwo: true).Squares
                )
                : null,
            0,
            badLaunches
        );
        return fit with
        {
            WorstDeviation = times.Medians.Max(median => Math.Abs(1 / (lambda * fit.SpeedupOf(median.Workers)) / median.Seconds - 1)),
        };
    }
}
