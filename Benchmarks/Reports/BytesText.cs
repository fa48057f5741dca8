using System.Globalization;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>Sizes as people read them, where they are whole: 8 B, 64 KiB, 1 MiB.</summary>
internal static class BytesText
{
    private const int Kibi = 1024;

    /// <param name="bytes">The size.</param>
    public static string Of(int bytes)
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
