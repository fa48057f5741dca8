using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Tests.Loading.Tables;

public class TableHostTests
{
    [Theory]
    [InlineData(
        "BenchmarkDotNet v0.15.8, Windows 11 (10.0.26100.1/24H2)\nAMD Ryzen 9 5950X 3.40GHz, 1 CPU, 32 logical and 16 physical cores\n"
            + ".NET SDK 10.0.100\n  [Host]     : .NET 10.0.0 (10.0.0, 10.0.25.1), X64 RyuJIT x86-64-v3\n"
            + "  DefaultJob : .NET 10.0.0 (10.0.0, 10.0.25.1), X64 RyuJIT x86-64-v3",
        "AMD Ryzen 9 5950X, 32 cores, Windows x64",
        "0.15.8",
        ".NET 10.0.0"
    )]
    [InlineData(
        "BenchmarkDotNet=v0.12.1, OS=macOS 10.15.3 (19D76) [Darwin 19.3.0]\n"
            + "Intel Core i7-8850H CPU 2.60GHz (Coffee Lake), 1 CPU, 12 logical and 6 physical cores\n"
            + ".NET Core SDK=3.1.102\n  [Host]     : .NET Core 3.1.2 (CoreCLR 4.700.20.6602, CoreFX 4.700.20.6702), X64 RyuJIT",
        "Intel Core i7-8850H, 12 cores, macOS x64",
        "0.12.1",
        ".NET Core 3.1.2"
    )]
    [InlineData(
        "BenchmarkDotNet v0.14.0, Ubuntu 24.04 LTS (Noble Numbat) (container)\nUnknown processor\n"
            + "  [Host] : .NET 8.0.1 (8.0.123.1), Arm64 RyuJIT AdvSIMD",
        "unknown processor, ? cores, Linux arm64",
        "0.14.0",
        ".NET 8.0.1"
    )]
    public void Parse_Header_IsTheMachine(string text, string machine, string version, string runtime)
    {
        TableHost host = TableHost.Parse([.. text.Split('\n')])!;

        Assert.Equal(machine, host.Machine.Description);
        Assert.Equal(version, host.Environment.BenchmarkDotNet);
        Assert.Equal(runtime, host.Environment.Runtime);
    }

    [Fact]
    public void Parse_NoHeader_IsNull() => Assert.Null(TableHost.Parse(["We use BenchmarkDotNet.", "It is fast."]));

    [Fact]
    public void Parse_DebugBuild_IsSaid() =>
        Assert.Equal(
            "DEBUG",
            TableHost
                .Parse(["BenchmarkDotNet v0.15.8, Linux", "  [Host] : .NET 10.0.0 (10.0.0), X64 RyuJIT x86-64-v3 DEBUG"])!
                .Environment.Configuration
        );

    [Fact]
    public void ParseCommonColumns_LinesOfTheHeader_AreNamesAndValues() =>
        Assert.Equal(
            [("Job", "Job-ABCDEF"), ("Runtime", ".NET 8.0"), ("Server", "True")],
            TableHost.ParseCommonColumns(["Job=Job-ABCDEF  Runtime=.NET 8.0  ", "Server=True  Other=1", "x = y"])
        );
}
