using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>Reports that BenchmarkDotNet of each version wrote, of one small program: what each has, and that all of it works.</summary>
public sealed class VersionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Folders { get; } =
    ["bdn-0.12.0", "bdn-0.13.1", "bdn-0.13.2", "bdn-0.14.0-launches/1", "bdn-0.15.2", "bdn-0.15.4", "bdn-0.15.8-a"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Folders))]
    public void EveryVersion_ItsReport_IsComparedExportedAndShown(string folder)
    {
        string report = CompareRun.Fixture(folder);
        foreach (string file in Directory.GetFiles(report))
        {
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        }

        Assert.Equal(0, CompareRun.Run(report, report).ExitCode);
        Assert.All(
            ["go", "bencher", "github-smaller", "openmetrics"],
            format => Assert.Equal(0, CompareRun.Run("export", report, "--format", format).ExitCode)
        );
        Assert.Equal(0, CompareRun.Run("report", _folder.Path).ExitCode);
        Assert.Contains("ArraySort", File.ReadAllText(Path.Combine(_folder.Path, "report.html")), StringComparison.Ordinal);
    }

    /// <summary>In process, versions before 0.14 write no iteration as it was measured; allocations are unknown where the version cannot see them.</summary>
    [Theory]
    [InlineData("bdn-0.12.0", "0.12.0", nameof(MeasurementKind.Processed), 1, null)]
    [InlineData("bdn-0.13.1", "0.13.1", nameof(MeasurementKind.Processed), 1, 424.0)]
    [InlineData("bdn-0.13.2", "0.13.2", nameof(MeasurementKind.Processed), 1, 424.0)]
    [InlineData("bdn-0.14.0-launches/1", "0.14.0", nameof(MeasurementKind.Raw), 1, 424.0)]
    [InlineData("bdn-0.15.2", "0.15.2", nameof(MeasurementKind.Raw), 3, 424.0)]
    [InlineData("bdn-0.15.4", "0.15.4", nameof(MeasurementKind.Raw), 3, 424.0)]
    [InlineData("bdn-0.15.8-a", "0.15.8", nameof(MeasurementKind.Raw), 5, 424.0)]
    public void Load_EveryVersion_HasWhatThatVersionWrites(string folder, string version, string kind, int launches, double? allocated)
    {
        Report report = ReportLoader.Load(CompareRun.Fixture(folder), takesAllRuns: false);
        Benchmark sort = report.Benchmarks.Single(benchmark => benchmark.Key.FullName == "Acme.Sorting.ArraySort(Length: 100)");

        Assert.StartsWith(version, report.Environment.BenchmarkDotNet, StringComparison.Ordinal);
        Assert.Equal(kind, sort.Kind.ToString());
        Assert.Equal(launches, sort.Launches.Length);
        Assert.Equal(allocated, sort.AllocatedBytesPerOp);
    }
}
