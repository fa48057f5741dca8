using System.Text.Json;
using ConcurrencyBench.Benchmarks.Runs;

namespace ConcurrencyBench.Benchmarks.Tests.Reports;

/// <summary>The results that are kept beside the source say what their own raw data say.</summary>
public sealed class SavedResultTests
{
    // BenchmarkDotNet prints it under this name.
    private const string Mean = "Mean";

    public static TheoryData<string> Reports =>
        [
            .. Directory
                .GetFiles(Path.Combine(SourceTree.Folder!, "results"), "*-report-full.json", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(SourceTree.Folder!, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Tables_OfAReport_PrintTheValuesOfItsJson(string report)
    {
        string path = Path.Combine(SourceTree.Folder!, report);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement[] benchmarks = [.. json.RootElement.GetProperty("Benchmarks").EnumerateArray()];

        AssertPrints(
            benchmarks,
            ReportTable.OfMarkdown(File.ReadAllText(path.Replace("-report-full.json", "-report-github.md", StringComparison.Ordinal)))
        );
        AssertPrints(
            benchmarks,
            ReportTable.OfCsv(File.ReadAllText(path.Replace("-report-full.json", "-report.csv", StringComparison.Ordinal)))
        );
    }

    private static void AssertPrints(JsonElement[] benchmarks, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        Assert.Equal(benchmarks.Length, rows.Count);
        foreach (JsonElement benchmark in benchmarks)
        {
            IReadOnlyDictionary<string, string> row = Assert.Single(rows, row => IsOf(row, benchmark));
            ReportCell
                .Parse(row[Mean])
                .AssertIs(benchmark.GetProperty("Statistics").GetProperty(Mean).GetDouble(), $"{row["Method"]}, {Mean}");
            foreach (JsonElement metric in benchmark.GetProperty("Metrics").EnumerateArray())
            {
                string column = metric.GetProperty("Descriptor").GetProperty("DisplayName").GetString()!;
                ReportCell
                    .Parse(row[column])
                    .AssertIs(metric.GetProperty("Value").GetDouble(), $"{row["Method"]}, {column} '{row[column]}'");
            }
        }
    }

    // Parameters are Name=value, joined by &.
    private static bool IsOf(IReadOnlyDictionary<string, string> row, JsonElement benchmark) =>
        row["Method"] == benchmark.GetProperty("MethodTitle").GetString()
        && benchmark
            .GetProperty("Parameters")
            .GetString()!
            .Split('&')
            .All(parameter => parameter.Split('=') is [var name, var value] && row[name] == value);
}
