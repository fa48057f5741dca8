using System.Globalization;
using System.Xml.Linq;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>An article run as a picture: a bar for each program on a logarithmic axis of seconds, with its interval and the article's figure.</summary>
internal static class ArticlePicture
{
    private const int Width = 960;
    private const int LabelWidth = 400;
    private const int RightMargin = 160;
    private const int RowHeight = 22;
    private const int GroupGap = 26;
    private const int BarHeight = 14;
    private const int Top = 34;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    // Told apart by lightness too, and each bar says its language in words.
    private static readonly Dictionary<string, string> Colours = new()
    {
        ["Python"] = "#d9a400",
        ["Go"] = "#0b7f9b",
        ["C#"] = "#5b2a86",
    };

    /// <returns>The picture as SVG; null when nothing was measured.</returns>
    public static string? Render(ArticleReport report)
    {
        ArticleResult[] measured = [.. report.Results.Where(result => result.Median is not null)];
        if (measured.Length == 0)
        {
            return null;
        }

        Axis axis = Axis.Over(measured.SelectMany(result => result.Seconds.Concat(ArticleSeconds(report, result))));
        List<XElement> marks = [];
        int y = Top;
        foreach (IGrouping<string, ArticleResult> program in measured.GroupBy(result => result.Row.Program))
        {
            marks.Add(Text(0, y + BarHeight, program.Key, "font-weight", "bold"));
            y += RowHeight;
            foreach (ArticleResult result in program)
            {
                marks.AddRange(Row(report, result, axis, y));
                y += RowHeight;
            }

            y += GroupGap - RowHeight;
        }

        return Frame(axis, marks, y + 20).ToString() + "\n";
    }

    private static IEnumerable<double> ArticleSeconds(ArticleReport report, ArticleResult result) =>
        report.IsArticle && result.Row.ArticleSeconds is { } seconds ? [seconds] : [];

    private static IEnumerable<XElement> Row(ArticleReport report, ArticleResult result, Axis axis, int y)
    {
        double end = axis.X(result.Median!.Value);
        double middle = y + BarHeight / 2.0;
        yield return Text(LabelWidth - 8, y + BarHeight - 2, $"{result.Row.LanguageName}, {result.Row.Summary}", "text-anchor", "end");
        yield return new XElement(
            Svg + "rect",
            At("x", LabelWidth),
            At("y", y),
            At("width", end - LabelWidth),
            At("height", BarHeight),
            new XAttribute("fill", Colours[result.Row.LanguageName]),
            new XElement(Svg + "title", ArticleText.RenderResult(result))
        );
        double last = end;
        if (result.Interval is { } interval)
        {
            last = Math.Max(end, axis.X(interval.High));
            yield return new XElement(
                Svg + "path",
                new XAttribute("d", Invariant($"M{axis.X(interval.Low):F1} {middle}H{axis.X(interval.High):F1}")),
                new XAttribute("stroke", "currentColor"),
                new XAttribute("stroke-width", 2)
            );
        }

        foreach (double seconds in ArticleSeconds(report, result))
        {
            last = Math.Max(last, axis.X(seconds));
            yield return new XElement(
                Svg + "circle",
                At("cx", axis.X(seconds)),
                At("cy", middle),
                At("r", 4),
                new XAttribute("fill", "none"),
                new XAttribute("stroke", "#b3261e"),
                new XAttribute("stroke-width", 2),
                new XElement(Svg + "title", Invariant($"The article: {seconds} s"))
            );
        }

        string article = string.Concat(
            ArticleSeconds(report, result).Select(seconds => $" (article: {Reports.DurationText.Of(seconds * 1e9)})")
        );
        yield return Text(last + 8, y + BarHeight - 2, Reports.DurationText.Of(result.Median.Value * 1e9) + article);
    }

    private static XElement Frame(Axis axis, IEnumerable<XElement> marks, int height) =>
        new(
            Svg + "svg",
            new XAttribute("viewBox", Invariant($"0 0 {Width} {height}")),
            new XAttribute("role", "img"),
            new XAttribute("font-family", "sans-serif"),
            new XAttribute("font-size", 12),
            new XAttribute("fill", "currentColor"),
            new XAttribute("color", "#444"),
            new XElement(
                Svg + "title",
                "Seconds for the article's numbers, logarithmic; lines are 95 % intervals, circles the article's own figures"
            ),
            axis.Ticks.SelectMany(tick =>
                new[]
                {
                    new XElement(
                        Svg + "path",
                        new XAttribute("d", Invariant($"M{axis.X(tick):F1} {Top - 8}V{height - 10}")),
                        new XAttribute("stroke", "currentColor"),
                        new XAttribute("stroke-opacity", 0.25)
                    ),
                    Text(
                        axis.X(tick),
                        Top - 14,
                        Reports
                            .DurationText.Of(tick * 1e9)
                            .Replace(".00", "", StringComparison.Ordinal)
                            .Replace(".0", "", StringComparison.Ordinal),
                        "text-anchor",
                        "middle"
                    ),
                }
            ),
            marks
        );

    private static XElement Text(double x, double y, string text, string? attribute = null, string? value = null) =>
        new(Svg + "text", At("x", x), At("y", y), attribute is null ? null : new XAttribute(attribute, value!), text);

    private static XAttribute At(string name, double value) => new(name, value.ToString("0.#", CultureInfo.InvariantCulture));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A logarithmic axis over whole powers of ten.</summary>
    private sealed record Axis(int FirstPower, int LastPower)
    {
        public IEnumerable<double> Ticks => Enumerable.Range(FirstPower, LastPower - FirstPower + 1).Select(power => Math.Pow(10, power));

        public static Axis Over(IEnumerable<double> seconds)
        {
            double[] all = [.. seconds];
            int first = (int)Math.Floor(Math.Log10(all.Min()));
            return new Axis(first, Math.Max(first + 1, (int)Math.Ceiling(Math.Log10(all.Max()))));
        }

        public double X(double seconds) =>
            LabelWidth + (Width - LabelWidth - RightMargin) * (Math.Log10(seconds) - FirstPower) / (LastPower - FirstPower);
    }
}
