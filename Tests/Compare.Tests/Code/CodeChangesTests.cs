using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Code;
using ConcurrencyBench.Compare.Tests.Launching;

namespace ConcurrencyBench.Compare.Tests.Code;

public sealed class CodeChangesTests
{
    public static TheoryData<string> Changes => [.. SampleSource.Changes.Select(change => change.Old)];

    [Fact]
    public void Find_TheSameSourceInAnotherFolder_None()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = new(SampleSource.Library, SampleSource.App, sourceFolder: "/another/folder");
        Assert.NotEqual(baseline.Files.ComputeContentHash(), candidate.Files.ComputeContentHash());
        Assert.Null(baseline.FindChange(candidate));
    }

    /// <summary>The compiler names a type that is private to a file after the file's path.</summary>
    [Fact]
    public void Find_ATypeOfAFileInAnotherFolder_NoneUnlessItChanged()
    {
        const string Library = """
            namespace Lib { public static class Calls { public static int One() => Hidden.Two(); } }
            file static class Hidden { public static int Two() => 300; }
            """;
        const string App = "public static class Program { public static void Main() => Lib.Calls.One(); }";
        using SampleProgram baseline = new(Library, App);
        using SampleProgram candidate = new(Library, App, sourceFolder: "/another/folder");
        using SampleProgram changed = new(Library.Replace("300", "301", StringComparison.Ordinal), App, sourceFolder: "/another/folder");
        Assert.Null(baseline.FindChange(candidate));
        Assert.NotNull(baseline.FindChange(changed));
    }

    /// <summary>Lines move, and BenchmarkDotNet's attribute holds them.</summary>
    [Theory]
    [InlineData("public class Bench\n", "// A comment.\n\n\npublic class Bench\n")]
    [InlineData("1.0.0+1a2b3c4", "1.0.0+5d6e7f8")]
    [InlineData("number * 3;", "number /* three times */ * 3;")]
    public void Find_OnlyTheTextOfTheSourceChanged_None(string old, string changed)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(new SampleChange(old, changed));
        Assert.NotEqual(baseline.Files.ComputeContentHash(), candidate.Files.ComputeContentHash());
        Assert.Null(baseline.FindChange(candidate));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Find_OneChange_Found(string old)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(SampleSource.Changes.Single(change => change.Old == old));
        Assert.NotNull(baseline.FindChange(candidate));
        Assert.NotNull(candidate.FindChange(baseline));
    }

    [Theory]
    [InlineData("1.0.0+1a2b3c4", "1.0.1+1a2b3c4", "Lib.dll: its description or references changed")]
    [InlineData("At(int i) => Values[i]", "At(int x) => Values[x]", "Lib.dll: Table.At has other names, constants or annotations")]
    [InlineData("CompareTo(Named? other) => Key - other!.Key", "CompareTo(Named other) => Key - other.Key", "Lib.dll: Named")]
    [InlineData("Limit = 26", "Limit = 62", "Lib.dll: Constants.Limit has other names, constants or annotations")]
    [InlineData("public static int Unused() => 4;", "", "Lib.dll: members were removed or moved")]
    [InlineData("Unused() => 4", "Unused() => 5", "Lib.dll: Calls.Unused changed")]
    [InlineData(
        "1a2b3c4\")]",
        "1a2b3c4\")][assembly: System.Reflection.AssemblyVersion(\"2.0.0.0\")]",
        "App.dll: it refers to another version of Lib"
    )]
    public void Find_OneChange_ItIsNamed(string old, string changed, string expected)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(new SampleChange(old, changed));
        Assert.StartsWith(expected, baseline.FindChange(candidate), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("App.pdb", null)]
    [InlineData("Lib.xml", null)]
    [InlineData("App", null)]
    [InlineData("BenchmarkDotNet.Artifacts/run.log", null)]
    [InlineData("settings.xml", "settings.xml is new")]
    [InlineData("libnative.so", "libnative.so is new")]
    [InlineData("Other.dll", "Other.dll is new")]
    public void Find_AFileIsNew_ItCountsUnlessItDescribes(string file, string? expected)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile();
        candidate.Write(file, "content");
        Assert.Equal(expected, baseline.FindChange(candidate));
        Assert.Equal(expected?.Replace("new", "gone", StringComparison.Ordinal), candidate.FindChange(baseline));
    }

    [Fact]
    public void Find_AKilledRunHasLeftItsFolder_None()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile();
        foreach (string file in (string[])["App-Job-1.notcs", "App-Job-1.csproj", "bin/Release/net10.0/App.dll"])
        {
            candidate.Write($"App-Job-1/{file}", "content");
        }

        Assert.Null(baseline.FindChange(candidate));
    }

    [Theory]
    [InlineData("App.deps.json", """{"targets":{}}""", null)]
    [InlineData("App.deps.json", """{"targets":{"net10.0":{}}}""", "App.deps.json changed")]
    [InlineData("App.deps.json", "no JSON", "App.deps.json changed")]
    [InlineData("data.json", """{"a":1}""", "data.json changed")]
    [InlineData("native.dll", "other", "native.dll changed")]
    public void Find_AFileIsWrittenAnew_JsonOfTheHostCountsByItsContent(string file, string content, string? expected)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile();
        foreach (SampleProgram program in (SampleProgram[])[baseline, candidate])
        {
            program.Write("data.json", """{ "a": 1 }""");
            program.Write("native.dll", "one");
        }

        candidate.Write(file, content);
        Assert.Equal(expected, baseline.FindChange(candidate));
    }

    /// <summary>Whatever an obfuscator makes of an assembly.</summary>
    [Fact]
    public void Find_AnAssemblyIsDamaged_ChangedOrAMessage()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile();
        byte[] bytes = File.ReadAllBytes(Path.Combine(baseline.Folder, "Lib.dll"));
        Random random = new(7);
        for (int i = 0; i < 100; i++)
        {
            byte[] damaged = [.. bytes];
            int start = random.Next(damaged.Length - 16);
            random.NextBytes(damaged.AsSpan(start, 16));
            candidate.Write("Lib.dll", damaged);
            Assert.Null(Record.Exception(() => candidate.FindChange(baseline)));
            Assert.True(Record.Exception(() => baseline.FindAffected(candidate)) is null or UsageException, $"{start}");
        }
    }

    [Fact]
    public void Find_AnotherResource_Found()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = new(SampleSource.Library, SampleSource.App, resource: "other");
        Assert.Equal("App.dll: resource data changed", baseline.FindChange(candidate));
    }

    /// <summary>A whole output folder, with BenchmarkDotNet and the compiler in it.</summary>
    [Fact]
    public void Find_ARealProgramAndItsCopy_None()
    {
        using SubjectCopy copy = new();
        File.Delete(Path.Combine(copy.Program.Folder, "subject.json"));
        Assert.True(CodeChanges.Find(SubjectCopy.BuiltFolder, copy.Program.Folder).IsEmpty);
        AffectedBenchmarks benchmarks = AffectedBenchmarks.Find(ProgramFiles.Find(SubjectCopy.BuiltFolder, null), copy.Program);
        Assert.Contains($"{SubjectCopy.Class}.Spin", benchmarks.Unaffected);
    }
}
