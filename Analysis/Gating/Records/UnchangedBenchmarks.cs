using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ConcurrencyBench.Analysis.Gating.Records;

/// <summary>The benchmarks of a run whose code is the same on both sides.</summary>
/// <param name="NotMeasured">Full names of those that are left out.</param>
/// <param name="Checks">Full names of the random tenth that is measured all the same, as a check on the rule that finds them.</param>
internal sealed record UnchangedBenchmarks(ImmutableArray<string> NotMeasured, ImmutableArray<string> Checks)
{
    // One in so many is a check, rounded up.
    private const int CheckedOneIn = 10;

    /// <param name="benchmarks">Full names of all benchmarks.</param>
    /// <param name="unaffected">Full names, without parameters, of those whose code is the same; all others count as affected.</param>
    /// <param name="seed">The same seed draws the same checks, whatever the order of the names is.</param>
    public static UnchangedBenchmarks Draw(IEnumerable<string> benchmarks, IReadOnlySet<string> unaffected, int seed)
    {
        string[] names = [.. benchmarks.Where(name => unaffected.Contains(name.Split('(')[0])).Order(StringComparer.Ordinal)];
        int checks = (names.Length + CheckedOneIn - 1) / CheckedOneIn;
        HashSet<string> drawn = [.. names.OrderBy(name => ComputeRank(name, seed)).Take(checks)];
        return new UnchangedBenchmarks([.. names.Where(name => !drawn.Contains(name))], [.. names.Where(drawn.Contains)]);
    }

    // The hash of a text is not the same in two processes, and this one is.
    private static ulong ComputeRank(string name, int seed) =>
        BinaryPrimitives.ReadUInt64BigEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {name}")))
        );
}
