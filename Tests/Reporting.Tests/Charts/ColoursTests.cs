using ConcurrencyBench.Reporting.Charts;

namespace ConcurrencyBench.Reporting.Tests.Charts;

/// <summary>Contrast as WCAG 2.2 computes it: (L₁ + 0.05) ÷ (L₂ + 0.05), L the relative luminance.</summary>
public sealed class ColoursTests
{
    public static TheoryData<string, double> Limits { get; } =
        new()
        {
            { "ink", 7 },
            { "soft", 4.5 },
            { "link", 4.5 },
            { "good", 4.5 },
            { "bad", 4.5 },
            { "doubt", 4.5 },
            { "axis", 3 },
            { "s1", 3 },
            { "s2", 3 },
            { "s3", 3 },
            { "s4", 3 },
            { "s5", 3 },
            { "s6", 3 },
        };

    [Theory]
    [MemberData(nameof(Limits))]
    public void All_OnPaperAndPanel_HaveContrastEnough(string name, double limit)
    {
        foreach (string ground in new[] { "paper", "panel" })
        {
            Assert.True(Contrast(Find(name).Light, Find(ground).Light) >= limit, $"{name} on {ground}, light");
            Assert.True(Contrast(Find(name).Dark, Find(ground).Dark) >= limit, $"{name} on {ground}, dark");
        }
    }

    // Letters on a block are in the paper's colour.
    [Theory]
    [InlineData("s1")]
    [InlineData("s2")]
    [InlineData("s3")]
    [InlineData("s4")]
    [InlineData("s5")]
    [InlineData("s6")]
    public void All_LettersOnABlock_HaveContrastEnough(string series)
    {
        Assert.True(Contrast(Find(series).Light, Find("paper").Light) >= 4.5, "light");
        Assert.True(Contrast(Find(series).Dark, Find("paper").Dark) >= 4.5, "dark");
    }

    // A band is hardly darker than the paper: its edge is what is seen.
    [Fact]
    public void Rules_Band_HasAnEdgeThatIsSeen() => Assert.Matches(@"\.band\{[^}]*;stroke:var\(--axis\)", Colours.Rules);

    private static (string Name, string Light, string Dark) Find(string name) => Colours.All.Single(colour => colour.Name == name);

    private static double Contrast(string one, string other)
    {
        double[] luminances = [.. new[] { Luminance(one), Luminance(other) }.Order()];
        return (luminances[1] + 0.05) / (luminances[0] + 0.05);
    }

    private static double Luminance(string colour)
    {
        double[] parts =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
                .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)),
        ];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
