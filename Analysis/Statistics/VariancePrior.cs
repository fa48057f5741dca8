using MathNet.Numerics;

namespace ConcurrencyBench.Analysis.Statistics;

/// <summary>
/// How the variances of a suite's benchmarks are spread. A benchmark's own few launches say little of their variance, and the other
/// benchmarks say which variances are usual. The prior is a mixture of inverse-χ² distributions on a grid, fitted to all benchmarks
/// (moderated variance, Smyth 2004, Statistical Applications in Genetics and Molecular Biology 3; with a prior of any shape,
/// Ignatiadis and Sen 2025, Annals of Statistics 53): a suite may have quiet and noisy benchmarks, and some whose launches are of
/// two kinds.
/// </summary>
internal sealed class VariancePrior
{
    /// <summary>Fewer benchmarks say too little of what is usual.</summary>
    public const int FewestBenchmarks = 20;

    // Each component is as wide as a variance that is known from this many launches.
    private const double ComponentDegrees = 20;

    // Of ln s² between two components, and beyond the smallest and largest s².
    private const double GridStep = 0.25;
    private const double GridReserve = 1;
    private const int MostComponents = 80;
    private const int BenchmarksPerStep = 15;

    private readonly double[] _variances;
    private readonly double[] _weights;

    private VariancePrior(double[] variances, double[] weights)
    {
        _variances = variances;
        _weights = weights;
    }

    /// <summary>Fits the mixture's weights by maximum likelihood (expectation and maximisation).</summary>
    /// <param name="variances">One for each benchmark, with its degrees of freedom; those without spread are passed over.</param>
    /// <returns>Null with fewer than <see cref="FewestBenchmarks"/>.</returns>
    public static VariancePrior? Fit(IEnumerable<(double Variance, int Degrees)> variances)
    {
        (double Variance, int Degrees)[] spread = [.. variances.Where(own => own.Variance > 0)];
        if (spread.Length < FewestBenchmarks)
        {
            return null;
        }

        double[] grid = CreateGrid(spread.Min(own => own.Variance), spread.Max(own => own.Variance));
        double[] weights = [.. grid.Select(_ => 1.0 / grid.Length)];
        double[][] densities =
        [
            .. spread
                .AsParallel()
                .AsOrdered()
                .Select(own => grid.Select(usual => Math.Exp(ComputeLogDensity(own.Variance, own.Degrees, usual))).ToArray()),
        ];
        for (int step = 0; step < Math.Max(1, spread.Length / BenchmarksPerStep); step++)
        {
            weights = Improve(weights, densities);
        }

        return new VariancePrior(grid, weights);
    }

    /// <summary>
    /// The variance of a benchmark given all that is known, as the inverse-χ² distribution whose logarithm has the mean and variance of
    /// the posterior's.
    /// </summary>
    /// <param name="variance">The benchmark's own; 0 and up.</param>
    /// <param name="degrees">Its degrees of freedom.</param>
    public (double Variance, double Degrees) Moderate(double variance, int degrees)
    {
        double[] posterior = ComputePosterior(variance, degrees);
        double half = (ComponentDegrees + degrees) / 2;
        double[] logs =
        [
            .. _variances.Select(usual => Math.Log(((ComponentDegrees * usual) + (degrees * variance)) / (ComponentDegrees + degrees))),
        ];
        double mean = posterior.Zip(logs, (weight, log) => weight * log).Sum();
        double spread = posterior.Zip(logs, (weight, log) => weight * (log - mean) * (log - mean)).Sum();
        double halfDegrees = InvertTrigamma(Trigamma(half) + spread);
        return (Math.Exp(mean - ComputeLogBias(half) + ComputeLogBias(halfDegrees)), 2 * halfDegrees);
    }

    // The weights of the components, given the benchmark's own variance; they add up to 1.
    private double[] ComputePosterior(double variance, int degrees)
    {
        double[] logs =
        [
            .. _variances.Zip(
                _weights,
                (usual, weight) => Math.Log(weight) + ComputeLogDensity(Math.Max(variance, double.Epsilon), degrees, usual)
            ),
        ];
        double largest = logs.Max();
        double sum = logs.Sum(log => Math.Exp(log - largest));
        return [.. logs.Select(log => Math.Exp(log - largest) / sum)];
    }

    // E ln(1 ÷ σ²) = ψ(ν ÷ 2) − ln(ν ÷ 2) − ln v, where σ² is inverse-χ² with ν = 2·half degrees of freedom and the scale v.
    private static double ComputeLogBias(double half) => SpecialFunctions.DiGamma(half) - Math.Log(half);

    private static double[] CreateGrid(double smallest, double largest)
    {
        double from = Math.Log(smallest) - GridReserve;
        double range = Math.Log(largest) + GridReserve - from;
        int components = Math.Min(MostComponents, 1 + (int)Math.Ceiling(range / GridStep));
        return [.. Enumerable.Range(0, components).Select(k => Math.Exp(from + (range * k / (components - 1))))];
    }

    private static double[] Improve(double[] weights, double[][] densities)
    {
        double[] improved = new double[weights.Length];
        foreach (double[] density in densities)
        {
            double sum = 0;
            for (int k = 0; k < weights.Length; k++)
            {
                sum += weights[k] * density[k];
            }

            for (int k = 0; k < weights.Length; k++)
            {
                improved[k] += weights[k] * density[k] / sum / densities.Length;
            }
        }

        return improved;
    }

    // ln of the density of ln s² where s² ~ usual·F(d, component's degrees).
    private static double ComputeLogDensity(double variance, int degrees, double usual)
    {
        double logRatio = Math.Log(variance / usual);
        double sum = (degrees + ComponentDegrees) / 2;
        return SpecialFunctions.GammaLn(sum)
            - SpecialFunctions.GammaLn(degrees / 2.0)
            - SpecialFunctions.GammaLn(ComponentDegrees / 2)
            + (degrees / 2.0 * (logRatio + Math.Log(degrees / ComponentDegrees)))
            - (sum * Math.Log(1 + (degrees / ComponentDegrees * Math.Exp(logRatio))));
    }

    // ψ′, by its recurrence and asymptotic series (Abramowitz and Stegun 6.4.6 and 6.4.12).
    private static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 10; x++)
        {
            sum += 1 / (x * x);
        }

        double inverse = 1 / (x * x);
        return sum + (1 / x) + (inverse / 2) + (inverse / x * ((1.0 / 6) - (inverse * ((1.0 / 30) - (inverse / 42)))));
    }

    private static double InvertTrigamma(double value) =>
        Math.Exp(FindRoots.OfFunction(x => Trigamma(Math.Exp(x)) - value, Math.Log(1e-3), Math.Log(1e6)));
}
