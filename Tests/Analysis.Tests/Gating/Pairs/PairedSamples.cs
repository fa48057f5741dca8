using ConcurrencyBench.Analysis.Gating.Pairs;

namespace ConcurrencyBench.Analysis.Tests.Gating.Pairs;

/// <summary>
/// Pairs of launches for laws that hold exactly: every logarithm is a multiple of 2⁻²⁰, so sums, differences and halves
/// of them do not round.
/// </summary>
internal static class PairedSamples
{
    private const double Unit = 1.0 / (1 << 20);

    /// <summary>Pair i is (baseline[i], candidate[i]), cut to the shorter side; logarithms between 6.9 and 6.963.</summary>
    public static PairedLogs Of(ushort[] baseline, ushort[] candidate)
    {
        int pairs = Math.Min(Math.Min(baseline.Length, candidate.Length), 40);
        return new PairedLogs([.. baseline.Take(pairs).Select(Log)], [.. candidate.Take(pairs).Select(Log)]);
    }

    /// <summary>
    /// Between 9 and 40 pairs, those given over and over; launches scatter by up to 6.5 %, the candidate is slower by the shift.
    /// </summary>
    public static PairedLogs Shifted(ushort[] seeds, short shift)
    {
        int pairs = 9 + (seeds.Length % 32);
        ushort[] Side(int step) =>
            [.. Enumerable.Range(0, pairs).Select(i => seeds is [] ? (ushort)(i * step) : (ushort)(seeds[i % seeds.Length] * (i + step)))];
        return new PairedLogs([.. Side(1).Select(Log)], [.. Side(3).Select(seed => Log(seed) + (shift * 4 * Unit))]);
    }

    public static PairedLogs Swap(PairedLogs logs) => new(logs.Candidate, logs.Baseline);

    /// <summary>Both sides take e^(units·2⁻²⁰) as long.</summary>
    public static PairedLogs Scale(PairedLogs logs, int units) =>
        new([.. logs.Baseline.Select(log => log + (units * Unit))], [.. logs.Candidate.Select(log => log + (units * Unit))]);

    public static PairedLogs Reorder(PairedLogs logs, int seed)
    {
        int[] order = [.. Enumerable.Range(0, logs.Count)];
        new Random(seed).Shuffle(order);
        return new PairedLogs([.. order.Select(i => logs.Baseline[i])], [.. order.Select(i => logs.Candidate[i])]);
    }

    public static double[] Differences(PairedLogs logs) =>
        [.. logs.Candidate.Zip(logs.Baseline, (candidate, baseline) => candidate - baseline)];

    private static double Log(ushort seed) => (7_235_174 + seed) * Unit;
}
