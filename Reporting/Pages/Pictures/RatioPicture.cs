using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Reporting.Charts;
using ConcurrencyBench.Reporting.Documents;

namespace ConcurrencyBench.Reporting.Pages.Pictures;

/// <summary>A benchmark of a verdict.</summary>
/// <param name="Name">As short as it can be.</param>
/// <param name="LogRatio">ln(candidate ÷ baseline).</param>
/// <param name="Interval">Its ends, in logarithms; null where there is none.</param>
/// <param name="Style">The style of its verdict.</param>
/// <param name="Suspicion">A difference that is seen and not confirmed.</param>
/// <param name="Text">The verdict in words.</param>
internal sealed record JudgedRatio(
    string Name,
    double LogRatio,
    (double Lower, double Upper)? Interval,
    VerdictStyle Style,
    UnconfirmedChange Suspicion,
    Cell Text
)
{
    /// <summary>A word or two.</summary>
    public string Short => Verdicts.Shorten(Style, Suspicion);
}

/// <summary>The ratios of judged benchmarks with their intervals.</summary>
internal static class RatioPicture
{
    /// <summary>More rows than this are no picture but wallpaper; the table has all.</summary>
    public const int MostRows = 40;

    /// <param name="id">See <see cref="RowChart"/>.</param>
    /// <param name="rows">What matters first.</param>
    /// <param name="margin">ρ − 1 below which nothing is called.</param>
    public static Picture Draw(string id, ImmutableArray<JudgedRatio> rows, double margin)
    {
        RowChart chart = new(
            id,
            "Candidate ÷ baseline: right of 1 is slower",
            string.Join(", ", Verdicts.Marks.Select(style => CountStyle(rows, style))) + ".",
            new Axis("Candidate ÷ baseline", Quantity.Number, IsLogarithmic: false),
            [new RowGroup(null, [.. rows.Take(MostRows).Select(Row)])],
            [
                .. Verdicts.Marks.Select(style => new LegendItem(new Spot(0, style.Shape, style.Series, 0, ""), style.Counted)),
                new LegendItem(new Whisker(0, 0, 0, ""), "95 % interval"),
            ]
        )
        {
            Reference = (1, "equal"),
            Band = (1 / (1 + margin), 1 + margin),
        };
        return PictureRules.Create(
            chart,
            $"Sorted by what matters first. The grey band is the margin of {Figures.FormatPercent(margin)}: "
                + "a difference inside it is never called.",
            rows.Length - Math.Min(rows.Length, MostRows),
            CreateValues(rows)
        );
    }

    private static Grid CreateValues(ImmutableArray<JudgedRatio> rows) =>
        Grid.Create(
            rows,
            new("Benchmark", row => row.Name),
            new("Ratio", row => Figures.FormatRatio(row.LogRatio), true),
            new("95 % interval", row => FormatInterval(row.Interval), true),
            new("Verdict", row => row.Text)
        );

    private static string FormatInterval((double Lower, double Upper)? interval) =>
        interval is { } known ? Figures.FormatInterval(known.Lower, known.Upper, Figures.FormatRatio) : Figures.None;

    private static string CountStyle(ImmutableArray<JudgedRatio> rows, VerdictStyle style) =>
        $"{Figures.FormatCount(rows.Count(row => row.Style == style))} {style.Counted}";

    private static ChartRow Row(JudgedRatio row)
    {
        string hover = PictureRules.FormatHover(row.Name, $"{Figures.FormatRatio(row.LogRatio)}, {row.Text.Text}");
        return new ChartRow(
            row.Name,
            $"{Figures.FormatRatio(row.LogRatio)}  {row.Short}",
            [
                .. row.Interval is { } interval ? PictureRules.CreateWhisker(row.LogRatio, interval.Lower, interval.Upper, hover) : [],
                new Spot(Math.Exp(row.LogRatio), row.Style.Shape, row.Style.Series, 0, hover),
            ]
        );
    }
}
