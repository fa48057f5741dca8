using System.Globalization;

namespace ConcurrencyBench.Benchmarks.Reports;

/// <summary>Times as people read them: three or four digits and a unit.</summary>
internal static class DurationText
{
    /// <param name="nanoseconds">The time.</param>
    public static string Of(double nanoseconds)
    {
        (double value, string unit) = nanoseconds switch
        {
            < 1e3 => (nanoseconds, "ns"),
            < 1e6 => (nanoseconds / 1e3, "µs"),
            < 1e9 => (nanoseconds / 1e6, "ms"),
            _ => (nanoseconds / 1e9, "s"),
        };
        string format =
            value < 10 ? "F2"
            : value < 100 ? "F1"
            : "F0";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {unit}";
    }
}
