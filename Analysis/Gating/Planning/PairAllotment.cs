using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Analysis.Gating.Planning;

/// <summary>The pairs that a benchmark needs in the second stage.</summary>
/// <param name="PSlower">p of "slower" in the first stage.</param>
/// <param name="Fewest">With these a large change is called.</param>
/// <param name="Wanted">With these the tolerance is found; null where no sensible number finds it.</param>
/// <param name="Most">The most that make sense.</param>
/// <param name="PairSeconds">The time of a pair.</param>
internal readonly record struct PairNeed(double PSlower, int Fewest, int? Wanted, int Most, double PairSeconds)
{
    /// <summary>True where the first stage hints at a slow-down.</summary>
    public bool IsSuspicious => PSlower <= Estimate.OneSidedLevel;
}

/// <summary>
/// Shares the time of the second stage out among its benchmarks. Each gets the fewest pairs that can call a change. Then the suspicious
/// ones get what finds the tolerance, or the most; then the others, those that need least first. So what is slower is shown to be, and as
/// many verdicts as possible are clear ones. What is left of a budget goes to the most suspicious.
/// </summary>
internal static class PairAllotment
{
    /// <param name="needs">Of the benchmarks that the first stage did not show clean.</param>
    /// <param name="seconds">The time for all of them; infinite where there is no budget.</param>
    /// <param name="sweepSeconds">The time of starting the processes of a sweep; the sweeps are as many as the largest number of
    /// pairs.</param>
    /// <returns><c>result[i]</c> belongs to <c>needs[i]</c>; 0 where no time is left. The most suspicious come first.</returns>
    public static ImmutableArray<int> Share(ImmutableArray<PairNeed> needs, double seconds, double sweepSeconds)
    {
        int[] pairs = new int[needs.Length];
        int sweeps = 0;
        double left = seconds;
        int[] bySuspicion = [.. Enumerable.Range(0, needs.Length).OrderBy(i => needs[i].PSlower)];
        foreach (int i in bySuspicion)
        {
            Raise(i, needs[i].Fewest);
        }

        int[] begun = [.. bySuspicion.Where(i => pairs[i] > 0)];
        foreach (int i in begun.Where(i => needs[i].IsSuspicious))
        {
            Raise(i, needs[i].Wanted ?? needs[i].Most);
        }

        foreach (int i in begun.Where(i => !needs[i].IsSuspicious).OrderBy(i => (needs[i].Wanted - pairs[i]) * needs[i].PairSeconds))
        {
            Raise(i, needs[i].Wanted ?? pairs[i]);
        }

        foreach (int i in double.IsFinite(seconds) ? begun : [])
        {
            int affordable = pairs[i] + (int)Math.Max(0, left / (needs[i].PairSeconds + sweepSeconds));
            Raise(i, Math.Clamp(needs[i].Wanted ?? needs[i].Most, pairs[i], affordable));
        }

        return [.. pairs];

        void Raise(int i, int wanted)
        {
            double cost = ((wanted - pairs[i]) * needs[i].PairSeconds) + (Math.Max(0, wanted - sweeps) * sweepSeconds);
            if (cost <= left)
            {
                pairs[i] = wanted;
                sweeps = Math.Max(sweeps, wanted);
                left -= cost;
            }
        }
    }
}
