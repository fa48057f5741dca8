using System.Globalization;

namespace ConcurrencyBench.Analysis.Formatting;

/// <summary>Durations as people say them.</summary>
internal static class DurationText
{
    /// <summary>Such as <c>45 s</c>, <c>4:35 min</c> or <c>1:20 h</c>.</summary>
    /// <param name="seconds">0 or more.</param>
    /// <param name="decimals">Of seconds below a minute.</param>
    public static string Of(double seconds, int decimals = 0) =>
        Math.Round(seconds, decimals) switch
        {
            < 60 and var rounded => string.Create(CultureInfo.InvariantCulture, $"{rounded} s"),
            < 3600 => Parts(seconds, "min"),
            _ => Parts(seconds / 60, "h"),
        };

    private static string Parts(double sixtieths, string unit)
    {
        long whole = (long)Math.Round(sixtieths);
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00} {unit}");
    }
}
