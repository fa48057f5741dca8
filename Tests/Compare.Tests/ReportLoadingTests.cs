using System.Text.Json.Nodes;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Tests;

namespace ConcurrencyBench.Compare.Tests;

public class ReportLoadingTests
{
    [Fact]
    public void Load_FullCompressedAndBriefOfOneRun_AreOneReport()
    {
        Report report = ReportLoader.Load(CompareRun.Fixture("bdn-0.12.0"), takesAllRuns: false);

        Assert.Equal(6, report.Benchmarks.Length);
        Assert.All(
            report.Benchmarks,
            benchmark =>
                Assert.True(
                    benchmark.IsFailed || benchmark is { Kind: MeasurementKind.Processed, Launches: [{ NanosecondsPerOp.Length: > 3 }] }
                )
        );
        Assert.Equal("Acme.Sorting.Broken(Length: 10000)", Assert.Single(report.Benchmarks, benchmark => benchmark.IsFailed).Key.FullName);
    }

    [Fact]
    public void Load_ZeroAllocationsOnMono_AreUnknown() =>
        Assert.All(
            ReportLoader.Load(CompareRun.Fixture("bdn-0.12.0"), takesAllRuns: false).Benchmarks,
            benchmark => Assert.Null(benchmark.AllocatedBytesPerOp)
        );

    [Fact]
    public void Load_Version015_HasFiveLaunchesOfRawIterations()
    {
        Report report = ReportLoader.Load(CompareRun.Fixture("bdn-0.15.8-a"), takesAllRuns: false);

        Assert.Equal(8, report.Benchmarks.Length);
        Benchmark sort = Assert.Single(report.Benchmarks, benchmark => benchmark.Key.FullName == "Acme.Sorting.ArraySort(Length: 100)");
        Assert.Equal(MeasurementKind.Raw, sort.Kind);
        Assert.Equal("DefaultJob", sort.Key.Job);
        Assert.Equal(424, sort.AllocatedBytesPerOp);
        Assert.Equal(5, sort.Launches.Length);
        Assert.All(sort.Launches, launch => Assert.Equal(5, launch.NanosecondsPerOp.Length));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 23, 1, 29, 0, TimeSpan.Zero),
            report.Environment.StartedUtc!.Value,
            TimeSpan.FromMinutes(1)
        );
    }

    [Theory]
    [InlineData("bdn-0.15.8-a/Acme.Sorting-report-brief.json", 1)]
    [InlineData("bdn-0.15.8-a/Acme.Sorting-report-full-compressed.json", 5)]
    [InlineData("bdn-0.15.8-a", 5)]
    [InlineData("bdn-0.14.0-launches", 3)]
    [InlineData("bdn-0.14.0-launches/*/*-report-full*.json", 3)]
    [InlineData("bdn-0.14.0-launches/**/*.json", 3)]
    [InlineData("bdn-0.14.0-launches/2", 1)]
    public void Load_Path_MeansItsLaunches(string path, int launches)
    {
        Report report = ReportLoader.Load(CompareRun.Fixture(path), takesAllRuns: false);

        Assert.All(
            report.Benchmarks.Where(benchmark => !benchmark.IsFailed),
            benchmark => Assert.Equal(launches, benchmark.Launches.Length)
        );
    }

    [Fact]
    public void Load_SameLaunchTwiceWithOtherMeasurements_NamesBothFiles()
    {
        using TemporaryFolder folder = new();
        new TestReport().With("Run", TestReport.Around(100)).In(folder, "one");
        new TestReport().With("Run", TestReport.Around(101)).In(folder, "two");

        ReportFormatException exception = Assert.Throws<ReportFormatException>(() => ReportLoader.Load(folder.Path, takesAllRuns: false));
        Assert.Contains(Path.Combine("one", "Suite.Work-report-full.json"), exception.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("two", "Suite.Work-report-full.json"), exception.Message, StringComparison.Ordinal);

        Report together = ReportLoader.Load(folder.Path, takesAllRuns: true);
        Assert.Equal(10, Assert.Single(together.Benchmarks).Launches.Length);
    }

    [Fact]
    public void Load_BenchmarkTwiceInOneFile_IsToldApartUnlessItIsACopy()
    {
        using TemporaryFolder folder = new();
        string copies = new TestReport().With("Run", TestReport.Around(100)).With("Run", TestReport.Around(100)).In(folder, "copies");
        string others = new TestReport().With("Run", TestReport.Around(100)).With("Run", TestReport.Around(101)).In(folder, "others");
        string unnumbered = new TestReport()
            .With("Run", TestReport.Around(100), isNumbered: false)
            .With("Run", TestReport.Around(101), isNumbered: false)
            .In(folder, "unnumbered");

        Assert.Equal(5, Assert.Single(ReportLoader.Load(copies, takesAllRuns: false).Benchmarks).Launches.Length);
        Assert.Equal(
            ["#1", "#2"],
            ReportLoader.Load(others, takesAllRuns: false).Benchmarks.Select(benchmark => benchmark.Key.Distinction)
        );
        Assert.Equal(
            ["#1", "#2"],
            ReportLoader.Load(unnumbered, takesAllRuns: false).Benchmarks.Select(benchmark => benchmark.Key.Distinction)
        );
    }

    [Fact]
    public void Load_MachineFolder_IsItsNewestRunUnlessAllAreWanted()
    {
        using TemporaryFolder folder = new();
        Run(folder, "machine/run-b", 100, started: "2026-01-01T00:00:00Z");
        Run(folder, "machine/run-a", 200, started: "2026-01-02T00:00:00Z");
        string machine = Path.Combine(folder.Path, "machine");

        Assert.Equal(200, ReportLoader.Load(machine, takesAllRuns: false).Benchmarks[0].Launches[2].NanosecondsPerOp[0]);
        Assert.Equal(
            100,
            ReportLoader.Load(Path.Combine(machine, "run-b"), takesAllRuns: false).Benchmarks[0].Launches[2].NanosecondsPerOp[0]
        );
        Assert.Equal(10, ReportLoader.Load(machine, takesAllRuns: true).Benchmarks[0].Launches.Length);
    }

    [Fact]
    public void Load_BriefFileOfAnotherRun_IsNoLaunch()
    {
        using TemporaryFolder folder = new();
        new TestReport().With("Run", TestReport.Around(100)).In(folder, "report");
        TestReport other = new TestReport().With("Run", TestReport.Around(120));
        folder.File(Path.Combine("report", "Old-report-brief.json"), WithoutMeasurements(other.ToString()));
        folder.File(
            Path.Combine("report", "Suite-report-brief.json"),
            WithoutMeasurements(new TestReport().With("Run", TestReport.Around(100)).ToString())
        );

        Assert.Contains(
            "Old-report-brief.json",
            Assert.Throws<ReportFormatException>(() => ReportLoader.Load(Path.Combine(folder.Path, "report"), takesAllRuns: false)).Message,
            StringComparison.Ordinal
        );
        File.Delete(Path.Combine(folder.Path, "report", "Old-report-brief.json"));
        Assert.Equal(5, ReportLoader.Load(Path.Combine(folder.Path, "report"), takesAllRuns: false).Benchmarks[0].Launches.Length);
    }

    [Fact]
    public void Load_LaunchThatFailed_IsSaid()
    {
        using TemporaryFolder folder = new();
        new TestReport().With("Run", TestReport.Around(100, launches: 1), isNumbered: false).In(folder, "1");
        new TestReport().With("Run", null).With("Other", TestReport.Around(1)).In(folder, "2");
        new TestReport().With("Run", TestReport.Around(101, launches: 1), isNumbered: false).In(folder, "3");

        Report report = ReportLoader.Load(folder.Path, takesAllRuns: false);

        Assert.Equal(2, report.Benchmarks.Single(benchmark => benchmark.Method == "Run").Launches.Length);
        Assert.Contains("failed in", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_InterruptedRunWithoutReports_DoesNotStandInTheWay()
    {
        using TemporaryFolder folder = new();
        Run(folder, "machine/good", 100, started: "2026-01-01T00:00:00Z");
        Directory.CreateDirectory(Path.Combine(folder.Path, "machine", "interrupted"));
        folder.File(
            Path.Combine("machine", "interrupted", "host.json"),
            """{ "schemaVersion": 1, "startedUtc": "2026-01-02T00:00:00Z" }"""
        );

        Assert.EndsWith(
            "good",
            ReportLoader.Load(Path.Combine(folder.Path, "machine"), takesAllRuns: false).Path,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Load_ReportsOutsideOfTheRuns_AreNotIgnored()
    {
        using TemporaryFolder folder = new();
        Run(folder, "machine/run", 100, started: "2026-01-01T00:00:00Z");
        new TestReport().With("Stray", TestReport.Around(100)).In(folder, "machine/extra");

        Assert.Contains(
            "reports outside of them",
            Assert
                .Throws<ReportFormatException>(() => ReportLoader.Load(Path.Combine(folder.Path, "machine"), takesAllRuns: false))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Load_RunsOfOneFolderFromTwoMachines_AreNotMerged()
    {
        using TemporaryFolder folder = new();
        Run(folder, "machine/one", 100, started: "2026-01-01T00:00:00Z");
        Run(folder, "machine/two", 100, started: "2026-01-02T00:00:00Z");
        folder.File(
            Path.Combine("machine", "two", "host.json"),
            """{ "schemaVersion": 1, "machine": "another", "startedUtc": "2026-01-02T00:00:00Z" }"""
        );

        Assert.Contains(
            "different machines",
            Assert.Throws<ReportFormatException>(() => ReportLoader.Load(Path.Combine(folder.Path, "machine"), takesAllRuns: true)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Load_DebugBuild_IsWarnedOf()
    {
        using TemporaryFolder folder = new();
        string file = folder.File(
            "a-report.json",
            new TestReport().With("Run", TestReport.Around(100)).ToString().Replace("RELEASE", "DEBUG", StringComparison.Ordinal)
        );

        Assert.Contains("Debug", Assert.Single(ReportLoader.Load(file, takesAllRuns: false).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AllocationThatIsNoNumber_AndAMetricTwice_AreNoCrash()
    {
        using TemporaryFolder folder = new();
        string metric = """{"Value":1,"Descriptor":{"Id":"X","DisplayName":"X","TheGreaterTheBetter":false}}""";
        string text = new TestReport()
            .With("Run", TestReport.Around(100), allocated: 123456)
            .ToString()
            .Replace("123456", "\"NaN\"", StringComparison.Ordinal)
            .Replace("\"Measurements\":", $"\"Metrics\":[{metric},{metric}],\"Measurements\":", StringComparison.Ordinal);
        string file = folder.File("a-report.json", text);

        Assert.Null(ReportLoader.Load(file, takesAllRuns: false).Benchmarks[0].AllocatedBytesPerOp);
        Assert.Equal(
            0,
            CompareRun.Run(file, file, "-o", Path.Combine(folder.Path, "o.json"), "-o", Path.Combine(folder.Path, "o.csv")).ExitCode
        );
    }

    [Fact]
    public void Load_FolderOfSeveralMachines_AsksForOne()
    {
        using TemporaryFolder folder = new();
        Run(folder, "one/run", 100, "2026-01-01T00:00:00Z");
        Run(folder, "two/run", 100, "2026-01-01T00:00:00Z");

        Assert.Contains(
            "the runs of 2 machines",
            Assert.Throws<ReportFormatException>(() => ReportLoader.Load(folder.Path, takesAllRuns: false)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("0.14.0", ".NET 10.0.12 (10.0.1226.42308)", null)]
    [InlineData("0.13.12", ".NET 10.0.0 (10.0.0.0)", null)]
    [InlineData("0.14.0", ".NET 8.0.1 (8.0.1.0)", 0.0)]
    [InlineData("0.14.0", ".NET Framework 4.8.1 (4.8.9310.0)", 0.0)]
    [InlineData("0.15.8", ".NET 10.0.12 (10.0.12, 10.0.1226.42308)", 0.0)]
    public void Load_ZeroAllocations_AreUnknownWhereBenchmarkDotNetCannotTell(string version, string runtime, double? expected)
    {
        using TemporaryFolder folder = new();
        string report = new TestReport(version, runtime).With("Run", TestReport.Around(100), allocated: 0).In(folder, "report");

        Assert.Equal(expected, Assert.Single(ReportLoader.Load(report, takesAllRuns: false).Benchmarks).AllocatedBytesPerOp);
    }

    [Fact]
    public void Load_FilesOfTwoMachines_AreNotOneReport()
    {
        using TemporaryFolder folder = new();
        new TestReport(Processor: "One").With("A", TestReport.Around(100)).In(folder, "one");
        new TestReport(Processor: "Two").With("B", TestReport.Around(100)).In(folder, "two");

        Assert.Contains(
            "different machines",
            Assert.Throws<ReportFormatException>(() => ReportLoader.Load(folder.Path, takesAllRuns: false)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Intel(R) Core(TM) i7-7700K CPU @ 4.20GHz", "Intel Core i7-7700K CPU 4.20GHz (Kaby Lake)")]
    [InlineData("Intel Core i7-7700K CPU 4.20GHz (Max: 4.19GHz) (Kaby Lake)", "Intel Core i7-7700K CPU 4.20GHz (Kaby Lake)")]
    [InlineData("AMD EPYC 7763 64-Core Processor", "AMD EPYC 7763 2.45GHz 64-Core Processor")]
    public void NormaliseProcessor_AsDifferentVersionsPrintIt_IsTheSame(string one, string other) =>
        Assert.Equal(Machine.NormaliseProcessor(one), Machine.NormaliseProcessor(other));

    [Theory]
    [InlineData("a", 2, "AuthenticAMD 26/2/1", true)]
    [InlineData("b", 2, "AuthenticAMD 26/2/1", false)]
    [InlineData("a", 1, "AuthenticAMD 26/2/1", false)]
    [InlineData("a", 2, "AuthenticAMD 25/2/1", false)]
    public void IsSameAs_WhatHostJsonAdds_TellsMachinesApart(string name, int usableCores, string processor, bool expected)
    {
        Machine machine = new("AMD EPYC", 2, 2, "X64", "Linux") { Host = new HostFingerprint("a", "AuthenticAMD 26/2/1", 2) };

        Assert.Equal(expected, machine.IsSameAs(machine with { Host = new HostFingerprint(name, processor, usableCores) }));
        Assert.True(machine.IsSameAs(machine with { Host = null }));
    }

    [Fact]
    public void IsSameAs_WhatTheHeaderSays_TellsMachinesApart()
    {
        Machine machine = new("AMD EPYC", 2, 2, "X64", "Linux");

        Assert.False(machine.IsSameAs(machine with { Processor = "Other" }));
        Assert.False(machine.IsSameAs(machine with { Architecture = "Arm64" }));
        Assert.False(machine.IsSameAs(machine with { Platform = "Windows" }));
        Assert.False(machine.IsSameAs(machine with { LogicalCores = 4 }));
        Assert.False(machine.IsSameAs(machine with { PhysicalCores = 1 }));
        Assert.True(machine.IsSameAs(machine with { PhysicalCores = null }));
    }

    private static string WithoutMeasurements(string report)
    {
        JsonNode json = JsonNode.Parse(report)!;
        foreach (JsonNode? benchmark in json["Benchmarks"]!.AsArray())
        {
            benchmark!.AsObject().Remove("Measurements");
        }

        return json.ToJsonString();
    }

    private static void Run(TemporaryFolder folder, string name, double nanoseconds, string started)
    {
        new TestReport().With("Run", TestReport.Around(nanoseconds)).In(folder, name);
        folder.File(
            Path.Combine(name, "host.json"),
            $$"""{ "schemaVersion": 1, "machine": "{{name.Split('/')[0]}}", "startedUtc": "{{started}}" }"""
        );
    }
}
