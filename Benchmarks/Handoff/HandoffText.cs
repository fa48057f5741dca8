using System.Globalization;

namespace ConcurrencyBench.Benchmarks.Handoff;

/// <summary>The parameters of a hand-off as people read them.</summary>
internal static class HandoffText
{
    private const int Kibi = 1024;

    /// <returns>A direction or a payload, such as <c>round trip</c> or <c>64 KiB</c>.</returns>
    public static string? DescribeValue(object? value) =>
        value switch
        {
            HandoffDirection.RoundTrip => "round trip",
            HandoffDirection.OneWay => "one way",
            int bytes => DescribeSize(bytes),
            _ => value?.ToString(),
        };

    // Payloads are whole, and read best without the decimals of a measured size.
    private static string DescribeSize(int bytes)
    {
        (int value, string unit) = bytes switch
        {
            >= Kibi * Kibi when bytes % (Kibi * Kibi) == 0 => (bytes / Kibi / Kibi, "MiB"),
            >= Kibi when bytes % Kibi == 0 => (bytes / Kibi, "KiB"),
            _ => (bytes, "B"),
        };
        return $"{value.ToString(CultureInfo.InvariantCulture)} {unit}";
    }
}
