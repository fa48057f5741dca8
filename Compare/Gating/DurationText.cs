using System.Globalization;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Durations as people say them.</summary>
internal static class DurationText
{
    /// <summary>Such as <c>45 s</c>, <c>4:35 min</c> or <c>1:20 h</c>.</summary>
    /// <param name="seconds">0 or more.</param>
    /// <param name="decimals">Of seconds below a minute.</param>
    public static string Of(double seconds, int decimals = 0) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds, decimals)} s"),
        < 3600 => TimeSpan.FromSeconds(seconds).ToString(@"m\:ss", CultureInfo.InvariantCulture) + " min",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):F0}:{seconds % 3600 / 60:00} h"),
    };
}
