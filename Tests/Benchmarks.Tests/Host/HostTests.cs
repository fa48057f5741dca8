using System.Text.Json;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Host;
using ConcurrencyBench.Benchmarks.Runs;
using ConcurrencyBench.Benchmarks.Settings;

namespace ConcurrencyBench.Benchmarks.Tests.Host;

public sealed class HostTests
{
    private static HostInfo Calm { get; } =
        new(
            1,
            "m",
            DateTimeOffset.UnixEpoch,
            new CpuInfo("cpu", null, null, null, null, 4, 4, false, 256, null),
            new LimitsInfo(4, 4, null, null),
            new SystemInfo("os", "1", "X64", null, "performance", null, false),
            new RuntimeInfo(".NET", false, true, ImmutableSortedDictionary<string, string>.Empty),
            new SourceInfo("abc", false),
            new SuiteInfo(4, "trial-division", ["article"], ImmutableSortedDictionary<string, string>.Empty)
        );

    [Fact]
    public void Of_OneSpoiler_IsTheOneWarning()
    {
        AssertWarns("battery", Calm with { System = Calm.System with { OnBattery = true } });
        AssertWarns("'powersave'", Calm with { System = Calm.System with { Governor = "powersave" } });
        AssertWarns("grants 1.5 cores", Calm with { Limits = Calm.Limits with { CgroupCpuQuota = 1.5 } });
        AssertWarns("Only one core", Calm with { Limits = Calm.Limits with { UsableCores = 1 }, Suite = Calm.Suite with { Workers = 1 } });
        AssertWarns("8 workers share 4 cores", Calm with { Suite = Calm.Suite with { Workers = 8 } });
        AssertWarns("not committed", Calm with { Source = Calm.Source with { Dirty = true } });
    }

    private static void AssertWarns(string expected, HostInfo host) =>
        Assert.Contains(expected, Assert.Single(HostWarnings.Find(host, (0.02, "x"), debugger: false)), StringComparison.Ordinal);

    [Fact]
    public void Of_ACalmMachine_HasNoWarnings() => Assert.Empty(HostWarnings.Find(Calm, (0.02, "x"), debugger: false));

    [Fact]
    public void Of_LoadAndDebugger_AreWarnings() => Assert.Equal(2, HostWarnings.Find(Calm, (1.5, "compiler"), debugger: true).Count());

    [Fact]
    public void SampleOtherLoad_AnotherProcess_IsNotThisOne() => Assert.True(HostWarnings.SampleOtherLoad().Cores >= 0);

    [Fact]
    public void Read_ThisMachine_KnowsWhatEveryPlatformTells()
    {
        HostInfo host = HostReader.Read(
            null,
            DateTimeOffset.UtcNow,
            SourceTree.Folder,
            SuiteSettings.Default.Describe(BenchmarkCatalog.Baselines)
        );
        Assert.Matches("^[a-z0-9.-]+$", host.Machine);
        Assert.DoesNotContain(Environment.MachineName, host.Machine, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(host.Cpu.Brand);
        Assert.Equal(Environment.ProcessorCount, host.Limits.UsableCores);
        Assert.StartsWith(".NET 10", host.Runtime.Framework, StringComparison.Ordinal);
        Assert.Equal("Sequential", host.Suite.BaselineMethods["ModelBenchmarks"]);
        Assert.Contains("\"machine\"", JsonSerializer.Serialize(host, JsonSerializerOptions.Web), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AMD EPYC", 2, "linux", "X64", "amd-epyc-2-cores-linux-x64")]
    [InlineData("Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", 4, "windows", "X64", "intel-xeon-platinum-8370c-4-cores-windows-x64")]
    [InlineData("AMD EPYC 7763 64-Core Processor", 1, "linux", "X64", "amd-epyc-7763-1-core-linux-x64")]
    [InlineData("Apple M3 Pro", 12, "macos", "Arm64", "apple-m3-pro-12-cores-macos-arm64")]
    [InlineData(null, 8, "linux", "Arm64", "unknown-cpu-8-cores-linux-arm64")]
    public void MachineName_Of_IsWhatTheMachineIs(string? brand, int cores, string os, string architecture, string expected) =>
        Assert.Equal(expected, MachineName.Create(brand, cores, os, architecture));

    [Theory]
    [InlineData("150000 100000", 1.5)]
    [InlineData("max 100000", null)]
    public void CpuQuota_CgroupText_IsCores(string text, double? expected) => Assert.Equal(expected, SystemFiles.ParseCpuQuota(text));

    [Theory]
    [InlineData("0", 1)]
    [InlineData("0-3", 4)]
    [InlineData("0-3,8,10-11", 7)]
    public void CountOfList_KernelList_IsItsLength(string list, int expected) => Assert.Equal(expected, SystemFiles.ParseListLength(list));
}
