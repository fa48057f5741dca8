using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The order in which people put names: run-8 comes before run-10.</summary>
internal sealed partial class NaturalOrder : IComparer<string>
{
    // A row of digits longer than this is compared as text.
    private const int Width = 20;

    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y) =>
        string.CompareOrdinal(Pad(x ?? ""), Pad(y ?? "")) is not 0 and var order ? order : string.CompareOrdinal(x, y);

    private static string Pad(string text) => Digits().Replace(text, digits => digits.Value.TrimStart('0').PadLeft(Width, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
