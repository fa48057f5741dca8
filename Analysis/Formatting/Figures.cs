using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Formatting;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>Stands where there is no figure.</summary>
    public const string None = "–";

    // Numbers below this get significant digits instead of fixed decimals, so that a small number is not printed as 0.
    private const double Small = 0.1;

    private const string ThreeDigits = "G3";

    // A floor that went through a logarithm and back differs from the floor by rounding.
    private const double Rounding = 1e-9;

    /// <summary>
    /// A time with four digits, three below 0.1, and a unit; "&lt; 0.1 ns" for <see cref="MeasurableTime.Floor"/>, which stands
    /// for every time that cannot be told from an empty loop.
    /// </summary>
    public static string FormatTime(double nanoseconds) =>
        Math.Abs(nanoseconds - MeasurableTime.Floor) < Rounding
            ? $"< {FormatNumber(MeasurableTime.Floor, "F1")} ns"
            : Scaled(nanoseconds, 1000, ["ns", "µs", "ms", "s"]);

    /// <summary>Memory with four digits and a binary unit; <see cref="None"/> where unknown.</summary>
    public static string FormatBytes(double? bytes) => bytes is { } known ? Scaled(known, 1024, ["B", "KiB", "MiB", "GiB"]) : None;

    /// <summary>Bytes to the byte, such as <c>1,859 B</c>.</summary>
    public static string FormatExactBytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0.###} B");

    /// <summary>An exact size such as 8 B, 64 KiB or 1025 B, in the largest unit that it is a whole number of.</summary>
    public static string FormatWholeBytes(int bytes) =>
        bytes switch
        {
            >= 1 << 20 when bytes % (1 << 20) == 0 => $"{FormatCount(bytes >> 20)} MiB",
            >= 1 << 10 when bytes % (1 << 10) == 0 => $"{FormatCount(bytes >> 10)} KiB",
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        };

    /// <summary>A ratio with three decimals, or three digits below 0.1.</summary>
    public static string FormatRatio(double logRatio) =>
        Math.Exp(logRatio) is var ratio && ratio < Small ? FormatNumber(ratio, ThreeDigits) : FormatNumber(ratio, "F3");

    /// <summary>Both ends of an interval.</summary>
    public static string FormatInterval(double lower, double upper, Func<double, string> format) => $"{format(lower)} – {format(upper)}";

    /// <summary>A speed-up such as 1.93x or 0.0042x.</summary>
    public static string FormatSpeedup(double logSpeedup)
    {
        double speedup = Math.Exp(logSpeedup);
        return FormatNumber(
                speedup,
                speedup switch
                {
                    < Small => ThreeDigits,
                    < 9.995 => "F2",
                    < 99.95 => "F1",
                    _ => "N0",
                }
            ) + "x";
    }

    /// <summary>A difference with its sign; none has no sign.</summary>
    /// <param name="difference">Candidate minus baseline.</param>
    /// <param name="format">Formats its size.</param>
    public static string FormatSigned(double difference, Func<double, string> format) =>
        $"{(difference < 0 ? "−" : difference > 0 ? "+" : "")}{format(Math.Abs(difference))}";

    /// <summary>ρ − 1 in percent, without a sign.</summary>
    public static string FormatPercent(double fraction)
    {
        double percent = Math.Abs(fraction) * 100;
        return FormatNumber(percent, percent < 9.95 ? "F1" : "N0") + " %";
    }

    /// <summary>A change in percent with its direction, from ln ρ: <c>12 % slower</c>.</summary>
    public static string FormatChange(double logRatio) => $"{FormatPercent(Math.Exp(logRatio) - 1)} {(logRatio < 0 ? "faster" : "slower")}";

    /// <summary>A whole number, with groups of three digits.</summary>
    public static string FormatCount(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun.</summary>
    public static string FormatCount(int count, string noun, string? plural = null) =>
        $"{FormatCount(count)} {(count == 1 ? noun : plural ?? noun + "s")}";

    /// <summary>A number with four digits, three below 0.1, and all that it has from 10,000 on, in groups of three.</summary>
    public static string FormatNumber(double value) => value == 0 ? "0" : FormatNumber(value, Decimals(value));

    /// <summary>A duration such as <c>45 s</c>, <c>4:35 min</c> or <c>1:20 h</c>.</summary>
    /// <param name="seconds">0 or more.</param>
    /// <param name="decimals">The decimals of seconds below a minute.</param>
    public static string FormatDuration(double seconds, int decimals = 0) =>
        Math.Round(seconds, decimals) switch
        {
            < 60 and var rounded => string.Create(CultureInfo.InvariantCulture, $"{rounded} s"),
            < 3600 => FormatSixtieths(seconds, "min"),
            _ => FormatSixtieths(seconds / 60, "h"),
        };

    private static string FormatSixtieths(double sixtieths, string unit)
    {
        long whole = (long)Math.Round(sixtieths);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00} {unit}");
    }

    private static string Scaled(double value, double step, string[] units)
    {
        int unit = 0;
        while (IsRoundedTo(value, step) && unit < units.Length - 1)
        {
            value /= step;
            unit++;
        }

        // Whole bytes have no decimals.
        bool isWhole = unit == 0 && value == Math.Floor(value);
        return $"{FormatNumber(value, isWhole ? "N0" : Decimals(value))} {units[unit]}";
    }

    // 999.96 ns has the same four digits as 1.000 µs.
    private static bool IsRoundedTo(double value, double step) => Math.Abs(value) >= step - (step > 1000 ? 0.5 : 0.05);

    // A value counts as what it is rounded to: 99.998 has four digits as 100.0.
    private static string Decimals(double value) =>
        Math.Abs(value) switch
        {
            < Small => ThreeDigits,
            < 9.9995 => "F3",
            < 99.995 => "F2",
            < 999.95 => "F1",
            _ => "N0",
        };

    private static string FormatNumber(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
