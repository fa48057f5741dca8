using System.Text.RegularExpressions;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

/// <summary>A cell of a report, read as a person reads it.</summary>
/// <param name="Value">In the base unit: ns, bytes, or a bare number.</param>
/// <param name="HalfStep">Half of the last digit that is printed, in the same unit.</param>
internal readonly partial record struct ReportCell(double Value, double HalfStep)
{
    private static readonly Dictionary<string, double> Units = new()
    {
        [""] = 1,
        ["x"] = 1,
        ["%"] = 0.01,
        ["ns"] = 1,
        ["μs"] = 1e3,
        ["us"] = 1e3,
        ["ms"] = 1e6,
        ["s"] = 1e9,
        ["B"] = 1,
        ["kB"] = 1e3,
        ["MB"] = 1e6,
        ["GB"] = 1e9,
        ["KB"] = 1024,
    };

    /// <param name="text">Such as <c>48.8 MB</c>, <c>1,234.5 μs</c> or <c>-</c> for 0.</param>
    public static ReportCell Parse(string text)
    {
        if (text == "-")
        {
            return new ReportCell(0, 0);
        }

        Match match = Number().Match(text);
        Assert.True(match.Success, $"'{text}' is no figure.");
        Assert.True(Units.TryGetValue(match.Groups["unit"].Value, out double unit), $"'{text}' has an unknown unit.");
        double step = Math.Pow(10, -match.Groups["decimals"].Length);
        return new ReportCell(
            double.Parse(match.Groups["number"].Value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
                * unit,
            unit * step / 2
        );
    }

    /// <summary>The cell prints a value.</summary>
    public void AssertIs(double expected, string what) =>
        Assert.True(
            Math.Abs(Value - expected) <= (HalfStep * 1.001) + (Math.Abs(expected) * 1e-9),
            $"{what}: the report prints {Value:R}, the value is {expected:R}."
        );

    [GeneratedRegex(@"^(?<number>-?[0-9,]+(?:\.(?<decimals>[0-9]+))?) ?(?<unit>[^0-9]*)$")]
    private static partial Regex Number();
}
