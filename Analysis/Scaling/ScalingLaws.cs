using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Scaling;

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
        ImmutableArray<LaunchTime> good = ExcludeOutliers(within);
        int counts = good.Select(launch => launch.Workers).Distinct().Count();
        return counts < countsNeeded
            ? new FitOutcome(
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"cannot be fitted: too few worker counts within the cores ({counts} measured, {countsNeeded} needed)"
                )
            )
            : new FitOutcome(Fit(new WeightedTimes(good), withKappa, within.Length - good.Length), null);
    }

    // A side is the launches with one number of workers.
    private static ImmutableArray<LaunchTime> ExcludeOutliers(ImmutableArray<LaunchTime> launches)
    {
        LaunchTime[][] sides = [.. launches.GroupBy(launch => launch.Workers).Select(side => side.ToArray())];
        bool[][] isOutlier = OutlierLaunches.Find([.. sides.Select(side => side.Select(launch => Math.Log(launch.Nanoseconds)).ToArray())]);
        return [.. sides.SelectMany((side, s) => side.Where((_, i) => !isOutlier[s][i]))];
    }

    private static ScalingFit Fit(WeightedTimes times, bool withKappa, int outlierLaunches)
    {
        ImmutableArray<Func<double, double>> contention = withKappa ? [Third] : [];
        (double[] coefficients, double squares) = times.Solve(Nothing, [First, Second, .. contention], firstTwo: true);
        Profile profile = new(squares, degreesOfFreedom: times.Count - coefficients.Length);
        double slowness = coefficients[0];
        ScalingFit fit = new(
            FindLambda(times, profile, slowness, contention),
            FindSigma(times, profile, coefficients[1] / slowness, contention),
            withKappa ? FindKappa(times, profile, coefficients[2] / slowness) : null,
            WorstDeviation: 0,
            outlierLaunches
        );
        return fit with
        {
            WorstDeviation = times.Medians.Max(median => Math.Abs((fit.Law.NanosecondsWith(median.Workers) / 1e9 / median.Seconds) - 1)),
        };
    }

    private static FittedParameter FindLambda(
        WeightedTimes times,
        Profile profile,
        double slowness,
        ImmutableArray<Func<double, double>> contention
    )
    {
        FittedParameter interval = profile.FindInterval(
            slowness,
            double.PositiveInfinity,
            value => times.Solve(workers => value * First(workers), [Second, .. contention]).Squares
        );
        return new FittedParameter(1 / slowness, 1 / interval.High, 1 / interval.Low);
    }

    private static FittedParameter FindSigma(
        WeightedTimes times,
        Profile profile,
        double sigma,
        ImmutableArray<Func<double, double>> contention
    ) =>
        profile.FindInterval(
            sigma,
            1,
            value => times.Solve(Nothing, [workers => First(workers) + (value * Second(workers)), .. contention]).Squares
        );

    private static FittedParameter FindKappa(WeightedTimes times, Profile profile, double kappa) =>
        profile.FindInterval(
            kappa,
            double.PositiveInfinity,
            value => times.Solve(Nothing, [workers => First(workers) + (value * Third(workers)), Second], firstTwo: true).Squares
        );
}
