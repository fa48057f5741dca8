using ConcurrencyBench.Analysis.Scaling;

namespace ConcurrencyBench.Analysis.Tests.Scaling;

/// <summary>Launches of a model whose law of scaling is known, with log-normal noise.</summary>
internal static class SimulatedScaling
{
    public const double NanosecondsWithOneWorker = 150e6;

    public static ImmutableArray<LaunchTime> Launches(
        IEnumerable<int> counts,
        double sigma,
        double kappa,
        double noise,
        int launches,
        Random random
    ) =>
        [
            .. counts.SelectMany(p =>
                Enumerable
                    .Range(0, launches)
                    .Select(_ => new LaunchTime(
                        p,
                        NanosecondsWithOneWorker * (1 + sigma * (p - 1) + kappa * p * (p - 1)) / p * Math.Exp(noise * Normal(random))
                    ))
            ),
        ];

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
