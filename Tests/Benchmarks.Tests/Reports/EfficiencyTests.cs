using System.Text.Json.Nodes;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Compare.Tests;
using ConcurrencyBench.Reporting.Documents;
using ConcurrencyBench.Reporting.Pages;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

/// <summary>Where speed-up, bound and efficiency stand in one row, the third is the first ÷ the second.</summary>
public sealed class EfficiencyTests : IDisposable
{
    private const string Name = "ConcurrencyBench.Benchmarks.ModelBenchmarks-report-full.json";

    // The newest run that is kept.
    private static readonly string Reference = Path.GetDirectoryName(
        Directory.EnumerateFiles(Path.Combine(SourceTree.Folder!, "results"), Name, SearchOption.AllDirectories).Max(StringComparer.Ordinal)
    )!;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void Page_EveryRow_HasTheEfficiencyOfItsSpeedupAndBound(double noise)
    {
        string run = ReferenceRun(noise);

        Grid[] grids = [.. GridsOf(RunPage.Create(RunView.Create(ReportLoader.Load(run, takesAllRuns: false), null), RunExtras.Find(run)))];

        // The table and the values of the picture.
        Assert.True(
            grids.Sum(grid =>
                PrintedEfficiency.AssertAgrees(
                    [.. grid.Columns.Select(column => column.Name)],
                    grid.Rows.Select(row => row.Select(cell => cell.Text))
                )
            )
                >= 2 * 23
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void Markdown_EveryRow_HasTheEfficiencyOfItsSpeedupAndBound(double noise)
    {
        string run = ReferenceRun(noise);

        Assert.Equal(0, CompareRun.Run("report", run).ExitCode);

        Assert.True(PrintedEfficiency.AssertAgrees(File.ReadAllText(Path.Combine(run, "report.md"))) >= 23);
    }

    [Theory]
    [InlineData("README.md", 7)]
    [InlineData("docs/findings.md", 23)]
    public void Document_EveryRow_HasTheEfficiencyOfItsSpeedupAndBound(string document, int rows) =>
        Assert.True(PrintedEfficiency.AssertAgrees(File.ReadAllText(RepositoryFolder.File(document))) >= rows);

    [Fact]
    public void SavedTable_EveryRow_HasTheEfficiencyOfItsSpeedupAndBound() =>
        Assert.True(
            PrintedEfficiency.AssertAgrees(
                File.ReadAllText(Path.Combine(Reference, "ConcurrencyBench.Benchmarks.ModelBenchmarks-report-github.md"))
            ) >= 23
        );

    /// <summary>A program that writes bounds and no efficiency, or an efficiency and no bounds, has what it wrote.</summary>
    [Fact]
    public void Page_EfficiencyWithoutABound_IsWhatTheReportSays()
    {
        string run = ReferenceRun(0, keeps: metric => (string)metric["Descriptor"]!["Id"]! != "SpeedupBound");

        Grid grid = GridsOf(RunPage.Create(RunView.Create(ReportLoader.Load(run, takesAllRuns: false), null), RunExtras.Find(run)))
            .First(grid =>
                grid.Columns.Any(column => column.Name == "Efficiency") && grid.Columns.Any(column => column.Name == "Launches")
            );

        int column = grid.Columns.Select(column => column.Name).ToList().IndexOf("Efficiency");
        Assert.Equal(
            ReportLoader
                .Load(run, takesAllRuns: false)
                .Benchmarks.SelectMany(benchmark => benchmark.Metrics)
                .Where(metric => metric.Id == "Efficiency")
                .Select(metric => Figures.FormatPercent(metric.Value))
                .Order(StringComparer.Ordinal),
            grid.Rows.Select(row => row[column].Text).Order(StringComparer.Ordinal)
        );
    }

    // The raw data of the reference run, its times moved at random: what the report says of its own efficiency is then of other times.
    private string ReferenceRun(double noise, Func<JsonNode, bool>? keeps = null)
    {
        Random random = new(20261128);
        JsonNode report = JsonNode.Parse(File.ReadAllText(Path.Combine(Reference, Name)))!;
        foreach (JsonNode? benchmark in report["Benchmarks"]!.AsArray())
        {
            double factor = Math.Exp(noise * ((2 * random.NextDouble()) - 1));
            foreach (JsonNode? measurement in benchmark!["Measurements"]!.AsArray())
            {
                measurement!["Nanoseconds"] = (double)measurement["Nanoseconds"]! * factor;
            }

            benchmark["Metrics"] = new JsonArray([
                .. benchmark["Metrics"]!.AsArray().Where(metric => keeps?.Invoke(metric!) ?? true).Select(metric => metric!.DeepClone()),
            ]);
        }

        _folder.File(Name, report.ToJsonString());
        File.Copy(Path.Combine(Reference, "host.json"), Path.Combine(_folder.Path, "host.json"));
        return _folder.Path;
    }

    private static IEnumerable<Grid> GridsOf(IEnumerable<Block> blocks) =>
        blocks.SelectMany(block =>
            block switch
            {
                Grid grid => [grid],
                Picture picture => [picture.Values],
                _ => Array.Empty<Grid>(),
            }
        );
}
