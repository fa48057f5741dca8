using System.CommandLine;
using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;

namespace ConcurrencyBench.Compare.CommandLine;

/// <summary>Parses thresholds. A unit is required: "2" may mean 2 % or twice.</summary>
internal static class ThresholdParser
{
    private static readonly (string Unit, double Bytes)[] ByteUnits =
    [
        ("KiB", 1024),
        ("MiB", 1024 * 1024),
        ("GiB", 1024.0 * 1024 * 1024),
        ("KB", 1000),
        ("MB", 1e6),
        ("GB", 1e9),
        ("B", 1),
    ];

    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">Such as <c>2%</c>.</param>
    /// <returns>The fraction, 0.02 for 2 %.</returns>
    /// <exception cref="UsageException">It is no percentage above 0 and up to 1000 %.</exception>
    public static double ParseFraction(string option, string text) =>
        ParseFraction(text) is { } fraction and > 0 and <= 10
            ? fraction
            : throw new UsageException($"{option} takes a percentage above 0 with its unit, such as {option} 2%; '{text}' is none.");

    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">Such as <c>1%</c>, <c>64B</c> or <c>1KiB</c>; 0 is allowed.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public static AllocationMargin ParseAllocationMargin(string option, string text)
    {
        if (ParseFraction(text) is { } fraction and >= 0)
        {
            return new AllocationMargin(fraction, 0);
        }

        foreach ((string unit, double bytes) in ByteUnits)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && ParseNumber(text[..^unit.Length]) is { } number and >= 0)
            {
                return new AllocationMargin(0, number * bytes);
            }
        }

        throw new UsageException(
            $"{option} takes a percentage or bytes with their unit, such as {option} 1% or {option} 64B; '{text}' is neither."
        );
    }

    /// <param name="option">The option's name, for the message.</param>
    /// <param name="text">Such as <c>2x</c>.</param>
    /// <returns>The ratio.</returns>
    /// <exception cref="UsageException">It is no number above 1 with an x.</exception>
    public static double ParseRatio(string option, string text) =>
        text.EndsWith('x') && ParseNumber(text[..^1]) is { } ratio and > 1
            ? ratio
            : throw new UsageException($"{option} takes a ratio above 1 with an x, such as {option} 1.5x; '{text}' is none.");

    /// <summary>Reads margin and tolerance.</summary>
    /// <param name="parsed">The command's arguments.</param>
    /// <param name="marginOption">The option for the margin.</param>
    /// <param name="toleranceOption">The option for the tolerance; null when the command has none.</param>
    /// <exception cref="UsageException">One is no percentage, or the tolerance is below the margin.</exception>
    public static JudgingRules ReadRules(ParseResult parsed, Option<string> marginOption, Option<string?>? toleranceOption = null)
    {
        double margin = ParseFraction(marginOption.Name, parsed.GetRequiredValue(marginOption));
        if (toleranceOption is null || parsed.GetValue(toleranceOption) is not { } text)
        {
            return new JudgingRules(margin, Math.Max(margin, JudgingRules.Default.Tolerance));
        }

        double tolerance = ParseFraction(toleranceOption.Name, text);
        return tolerance >= margin
            ? new JudgingRules(margin, tolerance)
            : throw new UsageException(
                $"--tolerance {text} is below --margin {parsed.GetValue(marginOption)}: "
                    + "a difference below the margin is never called, so a smaller one cannot be found. Raise the tolerance."
            );
    }

    private static double? ParseFraction(string text) => text.EndsWith('%') ? ParseNumber(text[..^1]) / 100 : null;

    private static double? ParseNumber(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : null;
}
