namespace ConcurrencyBench.Reporting.Charts;

/// <summary>The colours of all pictures and of the page, light and dark, and the rules that use them.</summary>
/// <remarks>
/// The hues are those that M. Okabe and K. Ito chose for every kind of colour vision (Color Universal Design, 2008), darkened
/// or lightened until each stands at least 3 to 1 against its paper, and text 4.5 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
/// </remarks>
internal static class Colours
{
    /// <summary>The number of series before colours repeat.</summary>
    public const int Series = 6;

    /// <summary>Name, light and dark.</summary>
    public static ImmutableArray<(string Name, string Light, string Dark)> All { get; } =
    [
        ("paper", "#ffffff", "#14181d"),
        ("panel", "#f4f6f8", "#1d232a"),
        ("ink", "#16191d", "#eceff2"),
        ("soft", "#4a525b", "#b4bec8"),
        ("grid", "#dde2e7", "#323a43"),
        ("axis", "#7b858f", "#808b96"),
        ("link", "#005a9c", "#7cc0f5"),
        ("good", "#00693f", "#4fd1a0"),
        ("bad", "#b3261e", "#ff9a8f"),
        ("doubt", "#7a5200", "#f0c05a"),
        ("s1", "#0072b2", "#56b4e9"),
        ("s2", "#c45500", "#f0913a"),
        ("s3", "#00785a", "#2fc49a"),
        ("s4", "#98427f", "#e59cc8"),
        ("s5", "#7a6400", "#e3d53b"),
        ("s6", "#5b6770", "#a5b1bc"),
    ];

    /// <summary>The class that fills with a series' colour.</summary>
    /// <param name="series">1 and up.</param>
    public static string Fill(int series) => FormattableString.Invariant($"f{((series - 1) % Series) + 1}");

    /// <summary>The class that draws lines in a series' colour.</summary>
    /// <inheritdoc cref="Fill"/>
    public static string Stroke(int series) => FormattableString.Invariant($"l{((series - 1) % Series) + 1}");

    /// <summary>The rules of a picture, without the colours' values.</summary>
    public static string Rules { get; } =
        string.Concat([
            "svg text{font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif}",
            "svg .title{font-size:14px;font-weight:600}svg .small{font-size:10.5px}svg .strong{font-weight:600}",
            "svg .halo{paint-order:stroke;stroke:var(--paper);stroke-width:4px}",
            ".paper{fill:var(--paper)}.ink{fill:var(--ink)}.soft{fill:var(--soft)}.onfill{fill:var(--paper)}",
            ".grid{stroke:var(--grid)}.axis{stroke:var(--axis)}",
            .. Enumerable
                .Range(1, Series)
                .Select(i =>
                    FormattableString.Invariant($".f{i}{{fill:var(--s{i})}}.l{i}{{stroke:var(--s{i});stroke-width:1.8;fill:none}}")
                ),
            // A rule that refines a series' own rule stands behind it.
            ".band{fill:var(--grid);fill-opacity:.55;stroke:var(--axis);stroke-width:.75}.mark{stroke:var(--ink);stroke-width:2}",
            ".whisker{stroke:var(--ink);stroke-width:1.5}.edge{stroke:var(--ink);stroke-width:1;stroke-dasharray:5 3}",
            ".hollow{fill:none}.hollow.thin{stroke-width:1}.hatch{stroke:var(--paper);stroke-width:2;stroke-opacity:.75}",
            ".curve{fill:none;stroke-width:2}.dashed{stroke-dasharray:6 4}.dotted{stroke-dasharray:1.5 3}",
            ".flame-more{fill:var(--bad);fill-opacity:.35;stroke:var(--bad);stroke-width:2}",
            ".flame-less{fill:var(--good);fill-opacity:.2;stroke:var(--good);stroke-width:1.5;stroke-dasharray:4 2}",
            ".flame-same{fill:var(--panel);stroke:var(--axis);stroke-width:.75}",
            ".dots{stroke-width:3.4;stroke-linecap:round;stroke-opacity:.75}",
        ]);

    /// <summary>The values of the colours for one element and all below it.</summary>
    /// <param name="isDark">The theme.</param>
    public static string Values(bool isDark) =>
        string.Concat(All.Select(colour => $"--{colour.Name}:{(isDark ? colour.Dark : colour.Light)};"));

    /// <summary>
    /// All that a picture in a file of its own needs: it follows the reader's system. Without variables, which many programs
    /// that draw SVG do not know; they draw it light.
    /// </summary>
    public static string ForFile { get; } = $"{RulesWith(isDark: false)}@media (prefers-color-scheme:dark){{{RulesWith(isDark: true)}}}";

    private static string RulesWith(bool isDark) =>
        All.Aggregate(
            Rules,
            (rules, colour) => rules.Replace($"var(--{colour.Name})", isDark ? colour.Dark : colour.Light, StringComparison.Ordinal)
        );
}
