namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>The pilot's launches of one benchmark, all of the baseline.</summary>
/// <param name="Name">Full name.</param>
/// <param name="Invocations">Calls in an iteration.</param>
/// <param name="Operations">Of an iteration.</param>
/// <param name="Launches">Back to back, in their order.</param>
internal sealed record BenchmarkPilot(string Name, int Invocations, long Operations, ImmutableArray<PilotLaunch> Launches);

/// <param name="NanosecondsPerOp">One value an iteration.</param>
/// <param name="Seconds">Of the whole process.</param>
internal sealed record PilotLaunch(ImmutableArray<double> NanosecondsPerOp, double Seconds);

/// <summary>The number and the length of the pilot's measurements.</summary>
internal static class PilotSize
{
    /// <summary>The launches of a benchmark. Their nine differences of neighbours give the spread to about a quarter.</summary>
    public const int Launches = 10;

    // Timer and scheduler disturb little of this. Longer iterations would make launches longer and the evidence no better.
    private const double IterationNanoseconds = 20e6;

    // Launches differ more than iterations do, so time beyond this is better spent on another launch.
    private const double LaunchNanoseconds = 1.2e9;

    private const int FewestIterations = 3;
    private const int MostIterations = 15;

    // BenchmarkDotNet unrolls its loop for short operations, in whole rounds.
    private const int Unroll = 16;
    private const int FewestToUnroll = 4 * Unroll;

    /// <returns>The number of calls in an iteration.</returns>
    public static int ChooseInvocations(double nanosecondsPerInvocation)
    {
        double wanted = Math.Ceiling(IterationNanoseconds / nanosecondsPerInvocation);
        return wanted < FewestToUnroll
            ? (int)Math.Max(1, wanted)
            : (int)Math.Min(Math.Ceiling(wanted / Unroll) * Unroll, int.MaxValue / Unroll * Unroll);
    }

    /// <returns>BenchmarkDotNet's unroll factor for this number of calls.</returns>
    public static int ChooseUnrollFactor(int invocations) => invocations < FewestToUnroll ? 1 : Unroll;

    /// <returns>The number of iterations that a launch of the pilot measures.</returns>
    public static int ChooseIterations(double nanosecondsPerInvocation, int invocations) =>
        (int)Math.Clamp(LaunchNanoseconds / (nanosecondsPerInvocation * invocations), FewestIterations, MostIterations);
}
