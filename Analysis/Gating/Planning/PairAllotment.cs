namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>The pairs that a benchmark needs in the second stage.</summary>
/// <param name="PSlower">p of "slower" in the first stage.</param>
/// <param name="Fewest">With these a large change is called.</param>
/// <param name="Wanted">With these the tolerance is found; null where no sensible number finds it.</param>
/// <param name="PairSeconds">The time of a pair.</param>
internal readonly record struct PairNeed(double PSlower, int Fewest, int? Wanted, double PairSeconds);

/// <summary>
/// Shares the time of the second stage out among its benchmarks. Each gets the fewest pairs that can call a change; then those that
/// need least get what finds the tolerance. So as many verdicts as possible are clear ones.
/// </summary>
internal static class PairAllotment
{
    /// <param name="needs">Of the benchmarks that the first stage did not show clean.</param>
    /// <param name="seconds">The time for all of them; infinite where there is no budget.</param>
    /// <returns><c>result[i]</c> belongs to <c>needs[i]</c>; 0 where no time is left for a benchmark. The most suspicious come first.</returns>
    public static ImmutableArray<int> Share(ImmutableArray<PairNeed> needs, double seconds)
    {
        int[] pairs = new int[needs.Length];
        double left = seconds;
        foreach (int i in Enumerable.Range(0, needs.Length).OrderBy(i => needs[i].PSlower))
        {
            Raise(i, needs[i].Fewest);
        }

        foreach (
            int i in Enumerable
                .Range(0, needs.Length)
                .Where(i => pairs[i] > 0 && needs[i].Wanted > pairs[i])
                .OrderBy(i => (needs[i].Wanted - pairs[i]) * needs[i].PairSeconds)
        )
        {
            Raise(i, needs[i].Wanted!.Value);
        }

        return [.. pairs];

        void Raise(int i, int wanted)
        {
            double cost = (wanted - pairs[i]) * needs[i].PairSeconds;
            if (cost <= left)
            {
                pairs[i] = wanted;
                left -= cost;
            }
        }
    }
}
