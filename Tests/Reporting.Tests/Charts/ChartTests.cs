using System.Xml.Linq;
using ConcurrencyBench.Reporting.Charts;
using FsCheck.Xunit;

namespace ConcurrencyBench.Reporting.Tests.Charts;

/// <summary>Laws of every picture, whatever is in it.</summary>
public sealed class ChartTests
{
    private static readonly int[] Widths = [12, 100, 286];

    private static readonly string[] Numeric = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height"];

    private static XElement Rows(double[] values, bool isLogarithmic, string name) =>
        new RowChart(
            "test",
            name,
            name,
            new Axis("Value", Quantity.Time, isLogarithmic, !isLogarithmic),
            [
                new RowGroup(
                    name,
                    [
                        .. values.Select(
                            (value, i) =>
                                new ChartRow(
                                    name,
                                    name,
                                    [
                                        new Bar(0, value, i + 1, (BarStyle)(i % 3), name),
                                        new Whisker(value, values[^1], 0, name),
                                        new Limit(value, name),
                                        new Notch(value, 0.1, name),
                                        new Spot(value, Shapes.ForSeries(i), i + 1, 0.2, name),
                                        new Dots([.. values], i + 1, -0.2, name),
                                    ]
                                )
                        ),
                    ]
                ),
            ],
            [new LegendItem(new Bar(0, 0, 1, BarStyle.Hatched, ""), name)]
        )
        {
            Reference = (values.FirstOrDefault(), name),
            Band = (values.FirstOrDefault(), values.LastOrDefault()),
        }.Draw();

    private static XElement Panels(double[] values, bool isLogarithmic, string name) =>
        new PanelChart(
            "test",
            name,
            name,
            new Axis("X", Quantity.Number, isLogarithmic),
            new Axis("Y", Quantity.Memory, isLogarithmic, true),
            [
                .. Enumerable
                    .Range(0, Math.Min(5, values.Length))
                    .Select(_ => new Panel(
                        name,
                        name,
                        [.. values.Select(value => (new Point(value, value), name))],
                        [new Course([.. values.Select(value => new Point(value, -value))], 2, CourseStyle.Dashed)]
                    )),
            ],
            [(new Course([], 1, CourseStyle.Solid), name), (new Course([default], 2, CourseStyle.Dotted), name)]
        ).Draw();

    private static XElement Lanes(double[] values, string name) =>
        new LaneChart(
            "test",
            name,
            name,
            [
                new LaneGroup(
                    name,
                    values.FirstOrDefault(),
                    [new Lane(name, name, [.. values.Select((value, i) => new LaneBlock(value, values[^1], name, i + 1, name))])]
                ),
            ],
            [(name, 1, name)]
        ).Draw();

    [Property(MaxTest = 300)]
    public void Draw_AnyValues_PutsOnlyNumbersOnThePaper(double[] values, bool isLogarithmic, int name)
    {
        string text = HostileText.All[Math.Abs(name % HostileText.All.Count)];
        foreach (XElement picture in new[] { Rows(values, isLogarithmic, text), Panels(values, isLogarithmic, text), Lanes(values, text) })
        {
            // What is written is well-formed, and reads back as what was drawn.
            XElement read = XElement.Parse(Canvas.File(picture));
            foreach (
                XAttribute attribute in read.DescendantsAndSelf()
                    .Attributes()
                    .Where(attribute => Numeric.Contains(attribute.Name.LocalName))
            )
            {
                Assert.True(
                    double.TryParse(attribute.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                        && double.IsFinite(number),
                    attribute.ToString()
                );
                Assert.True(attribute.Name.LocalName is not ("width" or "height" or "r") || number >= 0, attribute.ToString());
            }

            Assert.DoesNotContain(
                read.DescendantsAndSelf().Attributes(),
                attribute =>
                    attribute.Value.Contains("NaN", StringComparison.Ordinal) || attribute.Value.Contains('∞', StringComparison.Ordinal)
            );
            Assert.DoesNotContain(
                read.DescendantsAndSelf(),
                element => element.Name.LocalName is "script" or "img" or "foreignObject" or "a"
            );
            Assert.DoesNotContain(
                read.DescendantsAndSelf().Attributes(),
                attribute =>
                    attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "href" or "style"
            );
        }
    }

    public static TheoryData<int> Counts { get; } = [0, 1, 2, 60];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Draw_AnyNumberOfRows_HasNameDescriptionAndRole(int count)
    {
        XElement picture = Rows([.. Enumerable.Range(1, count).Select(i => i * 1e6)], isLogarithmic: false, "name");
        XElement[] children = [.. picture.Elements()];

        Assert.Equal("img", (string?)picture.Attribute("role"));
        Assert.Equal("test-t test-d", (string?)picture.Attribute("aria-labelledby"));
        Assert.Equal(("title", "test-t"), (children[0].Name.LocalName, (string?)children[0].Attribute("id")));
        Assert.Equal(("desc", "test-d"), (children[1].Name.LocalName, (string?)children[1].Attribute("id")));
    }

    [Fact]
    public void Draw_ForeignCulture_IsTheSame()
    {
        string before = Rows([1.5, 1234567.8], isLogarithmic: false, "name").ToString();
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(before, Rows([1.5, 1234567.8], isLogarithmic: false, "name").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Draw_LabelsOfAnAxis_DoNotRunIntoEachOther()
    {
        XElement picture = Rows(
            [.. Enumerable.Range(1, 12).Select(i => 1e18 * i)],
            isLogarithmic: false,
            "a name as long as may be, and a figure"
        );
        (double Left, double Right)[] labels =
        [
            .. picture
                .Elements()
                .Where(element =>
                    element.Name.LocalName == "text"
                    && (string?)element.Attribute("class") == "soft"
                    && (string?)element.Attribute("text-anchor") == "middle"
                )
                .Select(element => (X: (double)element.Attribute("x")!, Half: SvgText.EstimateWidth(element.Value) * Svg.FontSize / 2))
                .Select(label => (label.X - label.Half, label.X + label.Half)),
        ];

        Assert.True(labels.Length > 2);
        Assert.All(labels.Zip(labels.Skip(1)), pair => Assert.True(pair.First.Right < pair.Second.Left));
    }

    [Fact]
    public void File_BothThemes_AreInIt()
    {
        string file = Canvas.File(Rows([1, 2], isLogarithmic: false, "name"));

        // Only what a rule uses is there, and without variables: many programs that draw SVG do not know them.
        string[] themes = file.Split("@media (prefers-color-scheme:dark)");
        (string Name, string Light, string Dark)[] used =
        [
            .. Colours.All.Where(colour => Colours.Rules.Contains($"var(--{colour.Name})", StringComparison.Ordinal)),
        ];
        Assert.True(used.Length > Colours.Series, $"{used.Length}");
        Assert.All(used, colour => Assert.Contains(colour.Light, themes[0], StringComparison.Ordinal));
        Assert.All(used, colour => Assert.Contains(colour.Dark, themes[1], StringComparison.Ordinal));
        Assert.DoesNotContain("var(", file, StringComparison.Ordinal);
        Assert.DoesNotContain("http", file.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SeriesBeyondTheColours_AreStillToldApart() =>
        Assert.Equal(36, Enumerable.Range(0, 36).Select(series => (Shapes.ForSeries(series), Colours.Fill(series + 1))).Distinct().Count());

    [Fact]
    public void Draw_LinesOfAPanel_AreToldApartWithoutColour() =>
        Assert.Equal(3, Enum.GetValues<CourseStyle>().Select(style => new Course([], 1, style).Classes).Distinct().Count());

    public static TheoryData<bool, bool, int> Caps { get; } =
        new()
        {
            { true, true, 3 },
            { true, false, 2 },
            { false, true, 2 },
            { false, false, 1 },
        };

    [Theory]
    [MemberData(nameof(Caps))]
    public void Draw_AnInterval_HasACapWhereItEnds(bool hasLowEnd, bool hasHighEnd, int lines)
    {
        Whisker whisker = new(1, 3, 0, "") { HasLowEnd = hasLowEnd, HasHighEnd = hasHighEnd };

        XElement picture = new RowChart(
            "test",
            "",
            "",
            new Axis("Value", Quantity.Number),
            [new RowGroup(null, [new ChartRow("", "", [whisker])])],
            []
        ).Draw();

        Assert.Equal(lines, picture.Descendants().Count(element => (string?)element.Attribute("class") == "whisker"));
    }

    [Fact]
    public void FitWidth_AnyText_IsNoWiderThanItMayBeAndCutOnlyWhereItMustBe()
    {
        string[] texts = [.. HostileText.All, new string('W', 60), new string('i', 200), "ordinary"];
        foreach ((string text, int pixels) in texts.SelectMany(_ => Widths, (text, pixels) => (text, pixels)))
        {
            string fitting = SvgText.FitWidth(text, pixels);
            Assert.InRange(SvgText.EstimateWidth(fitting) * Svg.FontSize, 0, pixels);
            Assert.True(fitting == text || fitting.Contains('…', StringComparison.Ordinal), fitting);
            Assert.True(fitting != text || SvgText.EstimateWidth(text) * Svg.FontSize <= pixels, fitting);
        }
    }

    [Fact]
    public void FitName_AnyText_IsNoWiderThanItMayBe()
    {
        string[] texts = [.. HostileText.All, $"{new string('W', 60)}.{new string('W', 60)}", $"N.{new string('永', 40)}", "Class.Method"];
        foreach ((string text, int pixels) in texts.SelectMany(_ => Widths, (text, pixels) => (text, pixels)))
        {
            Assert.InRange(SvgText.EstimateWidth(SvgText.FitName(text, pixels)) * Svg.FontSize, 0, pixels);
        }
    }

    /// <summary>The class is what they have in common: with the middle left out, both would be called alike.</summary>
    [Theory]
    [InlineData(286)]
    [InlineData(200)]
    public void FitName_TwoMethodsOfALongClass_AreToldApart(int pixels)
    {
        string[] names =
        [
            "DeepDependencyChainBenchmarks.Container_Generated_ResolveDeepChain",
            "DeepDependencyChainBenchmarks.Container_Reflection_ResolveDeepChain",
        ];
        string[] fitting = [.. names.Select(name => SvgText.FitName(name, pixels))];

        Assert.All(fitting, name => Assert.Contains('…', name));
        Assert.Equal(2, fitting.Distinct().Count());
    }

    [Theory]
    [InlineData("Parallel-For, α", "\u2068Parallel-For, α\u2069")]
    [InlineData("ParallelFor", "ParallelFor")]
    [InlineData("a\u2069b\u202ec", "\u2068a\uFFFDb\\u202ec\u2069")]
    public void Isolate_Name_TurnsNothingRoundButItself(string name, string expected) => Assert.Equal(expected, SvgText.Isolate(name));

    [Fact]
    public void Clean_CharactersThatDoInsteadOfBeingSeen_AreEscaped() =>
        Assert.Equal("a\\u202eb\\u2066c\\u202ad\\u001be", SvgText.Clean("a\u202eb\u2066c\u202ad\u001be"));

    [Theory]
    [InlineData("ParallelFor", 40, "ParallelFor")]
    [InlineData("abcdefghij", 7, "abcd…ij")]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…")]
    public void Fit_Text_KeepsBothEndsAndWholeCharacters(string text, int most, string expected) =>
        Assert.Equal(expected, SvgText.Fit(text, most));
}
