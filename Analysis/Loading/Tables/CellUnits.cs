using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading.Tables;

/// <summary>The units of BenchmarkDotNet's tables.</summary>
internal static partial class CellUnits
{
    private const double Minute = 60e9;

    // μ and µ are two letters, and what is no UTF-8 has lost them.
    private static readonly Dictionary<string, double> Nanoseconds = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1e3,
        ["μs"] = 1e3,
        ["µs"] = 1e3,
        ["?s"] = 1e3,
        ["\uFFFDs"] = 1e3,
        ["ms"] = 1e6,
        ["s"] = 1e9,
        ["sec"] = 1e9,
        ["m"] = Minute,
        ["h"] = 60 * Minute,
        ["d"] = 24 * 60 * Minute,
    };

    private static readonly Dictionary<string, double> Bytes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["B"] = 1,
        ["KB"] = 1 << 10,
        ["MB"] = 1 << 20,
        ["GB"] = 1 << 30,
        ["TB"] = 1L << 40,
    };

    /// <returns>Null where it is no unit of time.</returns>
    public static double? ToNanoseconds(string unit) => Nanoseconds.TryGetValue(unit, out double factor) ? factor : null;

    /// <returns>Null where it is no unit of memory.</returns>
    public static double? ToBytes(string unit) => Bytes.TryGetValue(unit, out double factor) ? factor : null;

    /// <returns>A head without its unit, and the unit, which may be empty: <c>Mean [ns]</c>.</returns>
    public static (string Name, string Unit) SplitHead(string head) =>
        UnitOfHead().Match(head) is { Success: true } match
        && (ToNanoseconds(match.Groups["unit"].Value) ?? ToBytes(match.Groups["unit"].Value)) is not null
            ? (match.Groups["name"].Value, match.Groups["unit"].Value)
            : (head, "");

    [GeneratedRegex(@"^(?<name>.*?)\s*[\[(](?<unit>[^\[\]()]+)[\])]$")]
    private static partial Regex UnitOfHead();
}
