namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>What launches of the baseline alone showed of a benchmark.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Invocations">Calls in an iteration.</param>
/// <param name="Operations">Of an iteration.</param>
/// <param name="Launches">Back to back, in their order.</param>
internal sealed record BenchmarkPilot(string Name, int Invocations, long Operations, ImmutableArray<PilotLaunch> Launches);

/// <param name="NanosecondsPerOp">One value an iteration.</param>
/// <param name="Seconds">Of the whole process.</param>
internal sealed record PilotLaunch(ImmutableArray<double> NanosecondsPerOp, double Seconds);

/// <summary>How often and how long the pilot measures.</summary>
internal static class PilotSize
{
    /// <summary>Launches of a benchmark: nine differences of neighbours, a spread known to about a quarter.</summary>
    public const int Launches = 10;

    // Timer and scheduler are a small part of this, and more would only make launches dearer: they differ more than iterations do.
    private const double IterationNanoseconds = 20e6;

    // A launch that measures longer than this is better spent on another launch.
    private const double LaunchNanoseconds = 1.2e9;

    private const int FewestIterations = 3;
    private const int MostIterations = 15;

    // BenchmarkDotNet unrolls its loop for short operations, in whole rounds.
    private const int Unroll = 16;
    private const int FewestToUnroll = 4 * Unroll;

    /// <returns>How many calls make an iteration.</returns>
    public static int ChooseInvocations(double nanosecondsPerInvocation)
    {
        double wanted = Math.Ceiling(IterationNanoseconds / nanosecondsPerInvocation);
        return wanted < FewestToUnroll
            ? (int)Math.Max(1, wanted)
            : (int)Math.Min(Math.Ceiling(wanted / Unroll) * Unroll, int.MaxValue / Unroll * Unroll);
    }

    /// <returns>BenchmarkDotNet's unroll factor for so many calls.</returns>
    public static int ChooseUnrollFactor(int invocations) => invocations < FewestToUnroll ? 1 : Unroll;

    /// <returns>How many iterations a launch of the pilot measures.</returns>
    public static int ChooseIterations(double nanosecondsPerInvocation, int invocations) =>
        (int)Math.Clamp(LaunchNanoseconds / (nanosecondsPerInvocation * invocations), FewestIterations, MostIterations);
}
