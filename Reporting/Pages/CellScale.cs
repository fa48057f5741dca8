using System.Text;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages;

/// <summary>
/// The bars below figures. The page's policy allows no style attributes, so a length is one of 20 classes.
/// </summary>
internal static class CellScale
{
    private const int Steps = 20;

    /// <summary>The rules of the classes.</summary>
    public static string Rules { get; } = CreateRules();

    /// <returns>The classes of a bar; null for none.</returns>
    public static string? NameClasses(CellShare? share)
    {
        if (share is not { } known)
        {
            return null;
        }

        int step = (int)Math.Round(Math.Abs(known.Value) * Steps);
        return known.IsChange
            ? (
                step == 0
                    ? "scale same-as"
                    : FormattableString.Invariant($"scale {(known.Value > 0 ? "more-than m" : "less-than l")}{step}")
            )
            : FormattableString.Invariant($"scale w{Math.Max(1, step)}");
    }

    // The first image of a change is the line in the middle. A place in per cent is that of the room beside the image.
    private static string CreateRules()
    {
        StringBuilder rules = new();
        for (int step = 1; step <= Steps; step++)
        {
            double half = 0.5 * step / Steps;
            string width = Percent(2 * half);
            string changeSize = $"{{background-size:1px 6px,{Percent(half)} 3px;background-position:50% var(--bar),";
            rules
                .Append(CultureInfo.InvariantCulture, $".w{step}{{background-size:{width} 3px}}")
                .Append(CultureInfo.InvariantCulture, $".m{step}{changeSize}{Percent(0.5 / (1 - half))} var(--bar)}}")
                .Append(CultureInfo.InvariantCulture, $".l{step}{changeSize}{Percent((0.5 - half) / (1 - half))} var(--bar)}}");
        }

        return rules.ToString();
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##}%");
}
