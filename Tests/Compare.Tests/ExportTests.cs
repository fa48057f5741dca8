using System.Text.Json;
using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>Each format against its own rules, over reports of three origins.</summary>
public sealed partial class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Reports { get; } = ["bdn-0.12.0", "bdn-0.14.0-launches", "bdn-0.15.8-a", "suite/machine-a", "hostile"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Reports))]
    public void Go_EveryLine_IsOfTheBenchmarkFormat(string report)
    {
        string[] lines = Export(report, "go").TrimEnd('\n').Split('\n');

        Assert.All(lines, line => Assert.Matches(GoLine(), line));
        Assert.All(
            lines.Where(line => line.StartsWith("Benchmark", StringComparison.Ordinal)),
            line =>
            {
                string[] fields = line.Split(' ');
                Assert.Equal(0, fields.Length % 2);
                Assert.True(long.Parse(fields[1], CultureInfo.InvariantCulture) > 0);
                Assert.Equal("ns/op", fields[3]);
                Assert.All(
                    fields.Skip(2).Where((_, i) => i % 2 == 0),
                    value => Assert.True(double.Parse(value, CultureInfo.InvariantCulture) >= 0)
                );
            }
        );
    }

    [Fact]
    public void Go_Report_HasOneLineALaunchAndSaysThatSpeedupsAreBetterHigher()
    {
        string[] lines = Export("suite/machine-a", "go").Split('\n');

        Assert.Contains("Unit speedup better=higher", lines);
        Assert.Equal(
            5,
            lines.Count(line =>
                line.StartsWith("BenchmarkModelBenchmarks/ParallelFor/Workload=article/job=Suite-2 ", StringComparison.Ordinal)
            )
        );
        Assert.All(
            lines.Where(line => line.Contains("/Sequential/", StringComparison.Ordinal)),
            line => Assert.EndsWith(" speedup", line, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Go_NamesThatBecomeOne_AreKeptApart()
    {
        string report = new TestReport()
            .With("Run", TestReport.Around(100), arguments: "(a: x y)")
            .With("Run", TestReport.Around(200), arguments: "(a: x_y)")
            .In(_folder, "twins");

        string[] names =
        [
            .. CompareRun
                .Run("export", report, "--format", "go")
                .Output.Split('\n')
                .Where(line => line.StartsWith("Benchmark", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[0])
                .Distinct(),
        ];

        Assert.Equal(["BenchmarkWork/Run/a=x_y-2", "BenchmarkWork/Run/a=x_y#01-2"], names);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Bencher_EveryMeasure_HasItsValueBetweenItsBounds(string report)
    {
        using JsonDocument json = JsonDocument.Parse(Export(report, "bencher"));

        Assert.NotEmpty(json.RootElement.EnumerateObject());
        Assert.All(
            json.RootElement.EnumerateObject().SelectMany(benchmark => benchmark.Value.EnumerateObject()),
            measure =>
            {
                Assert.Matches("^[a-z0-9-]+$", measure.Name);
                Assert.All(measure.Value.EnumerateObject(), field => Assert.Contains(field.Name, BencherFields));
                double value = measure.Value.GetProperty("value").GetDouble();
                Assert.True(!measure.Value.TryGetProperty("lower_value", out JsonElement lower) || lower.GetDouble() <= value);
                Assert.True(!measure.Value.TryGetProperty("upper_value", out JsonElement upper) || upper.GetDouble() >= value);
            }
        );
        Assert.All(
            json.RootElement.EnumerateObject(),
            benchmark => Assert.True(benchmark.Value.GetProperty("latency").GetProperty("value").GetDouble() > 0)
        );
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void GithubAction_EveryEntry_HasNameUnitAndValue(string report)
    {
        using JsonDocument json = JsonDocument.Parse(Export(report, "github-smaller"));

        JsonElement[] entries = [.. json.RootElement.EnumerateArray()];
        Assert.NotEmpty(entries);
        Assert.Equal(entries.Length, entries.Select(entry => entry.GetProperty("name").GetString()).Distinct().Count());
        Assert.All(
            entries,
            entry =>
            {
                Assert.Equal("ns/op", entry.GetProperty("unit").GetString());
                Assert.True(entry.GetProperty("value").GetDouble() > 0);
                Assert.All(entry.EnumerateObject(), field => Assert.Contains(field.Name, GithubFields));
            }
        );
    }

    [Fact]
    public void GithubAction_Bigger_HoldsSpeedupsOrSaysWhatIsMissing()
    {
        using JsonDocument json = JsonDocument.Parse(Export("suite/machine-a", "github-bigger"));
        CompareRun without = CompareRun.Run("export", CompareRun.Fixture("bdn-0.15.8-a"), "--format", "github-bigger");

        Assert.Equal(3, json.RootElement.GetArrayLength());
        Assert.All(json.RootElement.EnumerateArray(), entry => Assert.Equal("x", entry.GetProperty("unit").GetString()));
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("--baseline-method", without.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void OpenMetrics_EveryLine_IsOfTheFormat(string report)
    {
        string text = Export(report, "openmetrics");

        Assert.EndsWith("\n# EOF\n", text, StringComparison.Ordinal);
        string[] lines = text[..^"# EOF\n".Length].TrimEnd('\n').Split('\n');
        string family = "";
        HashSet<string> families = [];
        HashSet<string> samples = [];
        foreach (string line in lines)
        {
            switch (line.Split(' '))
            {
                case ["#", "TYPE", var name, "gauge"]:
                    Assert.True(families.Add(name), "families are not interleaved");
                    family = name;
                    break;
                case ["#", "UNIT", var name, var unit]:
                    Assert.Equal(family, name);
                    Assert.EndsWith($"_{unit}", name, StringComparison.Ordinal);
                    break;
                case ["#", "HELP", var name, ..]:
                    Assert.Equal(family, name);
                    break;
                default:
                    Match sample = OpenMetricsSample().Match(line);
                    Assert.True(sample.Success, line);
                    Assert.Equal(family, sample.Groups["name"].Value);
                    Assert.True(samples.Add(sample.Groups["series"].Value), "each series once");
                    Assert.True(double.IsFinite(double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)));
                    break;
            }
        }
    }

    [Fact]
    public void Export_BenchmarkWithoutAMeasurement_IsSaid() =>
        Assert.Contains(
            "Acme.Sorting.Broken(Length: 10000) has no measurement",
            CompareRun.Run("export", CompareRun.Fixture("bdn-0.15.8-a"), "--format", "go").Error,
            StringComparison.Ordinal
        );

    [Fact]
    public void Export_ToAFile_IsWhatGoesToStandardOutput()
    {
        string file = Path.Combine(_folder.Path, "out.txt");

        CompareRun run = CompareRun.Run("export", CompareRun.Fixture("suite/machine-a"), "--format", "openmetrics", "-o", file);

        Assert.Equal("", run.Output);
        Assert.Equal(Export("suite/machine-a", "openmetrics"), File.ReadAllText(file));
    }

    private static readonly string[] BencherFields = ["value", "lower_value", "upper_value"];

    private static readonly string[] GithubFields = ["name", "unit", "value", "range", "extra"];

    private string Export(string report, string format)
    {
        string path =
            report == "hostile"
                ? new TestReport()
                    .With("Run", TestReport.Around(100), allocated: 12, arguments: "(a: \"x\\y \u202e\t<b>\", b: {1, 2})")
                    .In(_folder, Guid.NewGuid().ToString())
                : CompareRun.Fixture(report);
        CompareRun run = CompareRun.Run("export", path, "--format", format);
        Assert.Equal(0, run.ExitCode);
        Assert.All(
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("warning: ", line, StringComparison.Ordinal)
        );
        return run.Output;
    }

    // https://go.dev/design/14313-benchmark-format: "key: value" with a lower-case key, "Unit" lines, and results whose
    // name does not go on with a lower-case letter.
    [GeneratedRegex(@"^([a-z][^\sA-Z]*: \S.*|Unit \S+( \S+=\S+)+|Benchmark\P{Ll}\S* [1-9]\d*( [-+0-9.eE]+ \S+)+)$")]
    private static partial Regex GoLine();

    // OpenMetrics 1.0, ABNF: metric, labels with escapes of \ " and line feed only, number.
    [GeneratedRegex(
        """^(?<series>(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\{"""
            + """([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*"(,(?=[a-z])|(?=\})))+\}) (?<value>-?[0-9.]+([eE][-+]?[0-9]+)?)$"""
    )]
    private static partial Regex OpenMetricsSample();
}
