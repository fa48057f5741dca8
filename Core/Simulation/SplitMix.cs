namespace ConcurrencyBench.Core.Simulation;

/// <summary>Random numbers that are a function of what they are for, so that a change of one leaves the others as they are.</summary>
/// <remarks>G. L. Steele, D. Lea and C. H. Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014: mix64 variant 13.</remarks>
internal static class SplitMix
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <returns>0 or more, below 1.</returns>
    public static double Draw(int seed, int stream, int index) =>
        (Mix(Mix(Mix((uint)seed + Golden) + (uint)stream + Golden) + (uint)index + Golden) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
