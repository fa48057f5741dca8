using System.Runtime.InteropServices;
using ConcurrencyBench.Compare.Code;
using FsCheck;
using FsCheck.Xunit;

namespace ConcurrencyBench.Compare.Tests.Code;

public sealed class AffectedBenchmarksTests
{
    // Reflection may reach any change.
    private const string Reflecting = "Reflected.Making";

    public static TheoryData<string> Changes => [.. SampleSource.Changes.Select(change => change.Old)];

    [Fact]
    public void Find_NothingChanged_NoneIsAffected()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile();
        AffectedBenchmarks benchmarks = baseline.FindAffected(candidate);
        Assert.Empty(benchmarks.Affected);
        Assert.Equal(SampleSource.Benchmarks, benchmarks.Unaffected.Length);
        Assert.Equal(benchmarks.Unaffected.Order(StringComparer.Ordinal), benchmarks.Unaffected);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Find_OneChange_ThoseThatReachItAreAffected(string old)
    {
        SampleChange change = SampleSource.Changes.Single(one => one.Old == old);
        Assert.Equal([.. change.Affected.Append(Reflecting).Order(StringComparer.Ordinal)], FindAffected([change]));
    }

    [Property(MaxTest = 10)]
    public void Find_SeveralChanges_ThoseThatAnyOfThemAffects(NonNegativeInt[] picks)
    {
        SampleChange[] changes = [.. picks.Select(pick => SampleSource.Changes[pick.Get % SampleSource.Changes.Length]).Distinct()];
        Assert.Equal(
            changes is []
                ? []
                : [.. changes.SelectMany(change => change.Affected).Append(Reflecting).Distinct().Order(StringComparer.Ordinal)],
            FindAffected(changes)
        );
    }

    /// <summary>The law of it all, with a walk over everything on both sides.</summary>
    [Property(MaxTest = 10)]
    public void Find_SeveralChanges_TheUnaffectedReachTheSameCode(NonNegativeInt[] picks)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(
            picks.Select(pick => SampleSource.Changes[pick.Get % SampleSource.Changes.Length]).Distinct()
        );
        Dictionary<string, string[]> before = ReachAll(baseline);
        Dictionary<string, string[]> now = ReachAll(candidate);
        foreach (string name in baseline.FindAffected(candidate).Unaffected)
        {
            Assert.NotEmpty(now[name]);
            Assert.Equal(before[name], now[name]);
        }
    }

    [Theory]
    [InlineData("Plain() => 100", "Plain() => 900", "Bench.Plain", "Bench.Plain changed")]
    [InlineData("number * 3", "number * 4", "Bench.Calling", "Bench.Calling → Calls.One → Calls.Two changed")]
    [InlineData("number + 17", "number + 71", "Bench.LambdaAdd", "Bench.LambdaAdd → Lambdas.Adder changed")]
    [InlineData("return 19", "return 91", "Bench.Waiting", "Bench.Waiting → Asynchronous.RunAsync changed")]
    [InlineData("Run() => 9;", "Run() => 99;", "Bench.Adding", "Bench.Adding → Runner.Run → Add.Run changed")]
    [InlineData("Value => 114", "Value => 411", "Configured.Run", "Settings → Settings.get_Value changed")]
    [InlineData(
        "Unused() => 4",
        "Unused() => 5",
        Reflecting,
        "Reflecting.Make uses Type.GetType, which may reach any code, and Lib.dll: Calls.Unused changed"
    )]
    public void Find_OneChange_TheReasonNamesTheWayToIt(string old, string changed, string benchmark, string reason)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(new SampleChange(old, changed));
        Assert.Equal(reason, baseline.FindAffected(candidate).Affected.Single(one => one.FullName == benchmark).Reason);
    }

    [Theory]
    [InlineData("begin", "start", "Program.Main changed, which the program runs before any benchmark")]
    [InlineData("1.0.0+1a2b3c4\")]", "1.0.0+1a2b3c4\")][assembly: CLSCompliant(false)]", "Lib.dll: attribute ")]
    public void Find_AChangeOutsideOfBenchmarks_AllAreAffected(string old, string changed, string reason)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(new SampleChange(old, changed));
        AffectedBenchmarks benchmarks = baseline.FindAffected(candidate);
        Assert.Empty(benchmarks.Unaffected);
        Assert.Equal(SampleSource.Benchmarks, benchmarks.Affected.Length);
        Assert.All(benchmarks.Affected, one => Assert.StartsWith(reason, one.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("App.runtimeconfig.json", "{ }")]
    [InlineData("native.so", "machine code")]
    [InlineData("Other.dll", "no assembly")]
    public void Find_AnotherFileChanged_AllAreAffected(string file, string content)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile();
        candidate.Write(file, content);
        AffectedBenchmarks benchmarks = baseline.FindAffected(candidate);
        Assert.Empty(benchmarks.Unaffected);
        Assert.All(benchmarks.Affected, one => Assert.StartsWith(file, one.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Find_AnotherResource_AllAreAffected()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = new(SampleSource.Library, SampleSource.App, resource: "other");
        Assert.Empty(baseline.FindAffected(candidate).Unaffected);
    }

    /// <summary>C# names the data of an array after its content; other compilers need not.</summary>
    [Fact]
    public void Find_TheDataOfAFieldChangedUnderItsName_ThoseThatReachItAreAffected()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile();
        byte[] bytes = File.ReadAllBytes(Path.Combine(candidate.Folder, "Lib.dll"));
        bytes[bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes<int>([11, 12, 13, 14, 15, 16]))] = 99;
        candidate.Write("Lib.dll", bytes);
        Assert.Equal(["Bench.Tables", Reflecting], baseline.FindAffected(candidate).Affected.Select(one => one.FullName));
    }

    /// <summary>Code that is added and not used does not move what was there.</summary>
    [Theory]
    [InlineData(
        "public static Func<int, int> Adder()",
        "public static int First(int[] a) => a.Length; public static Func<int, int> Adder()"
    )]
    [InlineData("public static async Task<int> RunAsync()", "public static int First() => 1; public static async Task<int> RunAsync()")]
    [InlineData("public static IEnumerable<int> Count()", "public static int First() => 1; public static IEnumerable<int> Count()")]
    [InlineData(
        "public static class Calls\n",
        "public static class Aaa { public static string Text() => \"aaa\" + typeof(Guid); }\npublic static class Calls\n"
    )]
    [InlineData("public static int Unused() => 4;", "public static int Unused() => 4; public static int Another(int[] a) => a.Length;")]
    [InlineData(
        "public static class Constants",
        "public static class More { public static int[] Values = { 1, 2, 3, 4, 5, 6 }; }\npublic static class Constants"
    )]
    public void Find_SomethingIsAdded_NoneThatDoesNotUseIt(string old, string added) =>
        Assert.Equal([Reflecting], FindAffected([new SampleChange(old, added)]));

    /// <summary>Main runs first, so the types and calls that it leaves behind count for every benchmark.</summary>
    [Fact]
    public void Find_MainGivesAnObjectToTheLibrary_ItsMethodsAreReached()
    {
        const string Library = """
            namespace Lib;
            public interface IHook { int Run(); }
            public static class Hooks { public static IHook? Current; public static int Run() => Current!.Run(); }
            """;
        const string App = """
            using BenchmarkDotNet.Attributes;
            using Lib;
            public class Hook : IHook { public int Run() => 200; }
            public class Idle : IHook { public int Run() => 201; }
            public static class Program { public static void Main() => Hooks.Current = new Hook(); }
            public class Bench { [Benchmark] public int Run() => Hooks.Run(); [Benchmark] public int Plain() => 1; }
            """;
        using SampleProgram baseline = new(Library, App);
        using SampleProgram candidate = new(Library, App.Replace("200", "300", StringComparison.Ordinal));
        using SampleProgram idle = new(Library, App.Replace("201", "301", StringComparison.Ordinal));
        Assert.Equal(["Bench.Run"], baseline.FindAffected(candidate).Affected.Select(one => one.FullName));
        Assert.Empty(baseline.FindAffected(idle).Affected);
    }

    /// <summary>BenchmarkDotNet tells overloads apart by their arguments alone.</summary>
    [Theory]
    [InlineData("One() => 1", "One() => 11")]
    [InlineData("Two() => 2", "Two() => 22")]
    public void Find_OneOfTwoOverloadsReachesTheChange_TheirNameIsAffected(string old, string changed)
    {
        const string Library =
            "namespace Lib { public static class Calls { public static int One() => 1; public static int Two() => 2; } }";
        const string App = """
            using BenchmarkDotNet.Attributes;
            public static class Program { public static void Main() { } }
            public class Bench
            {
                [Benchmark] public int Run(int number) => Lib.Calls.One();
                [Benchmark] public int Run(long number) => Lib.Calls.Two();
            }
            """;
        using SampleProgram baseline = new(Library, App);
        using SampleProgram candidate = new(Library.Replace(old, changed, StringComparison.Ordinal), App);
        AffectedBenchmarks benchmarks = baseline.FindAffected(candidate);
        Assert.Equal("Bench.Run", Assert.Single(benchmarks.Affected).FullName);
        Assert.Empty(benchmarks.Unaffected);
    }

    [Theory]
    [InlineData("System.Type.GetType(\"X\")")]
    [InlineData("System.Activator.CreateInstance(typeof(string))")]
    [InlineData("typeof(string).GetMethods()")]
    [InlineData("System.Reflection.Assembly.Load(\"Lib\")")]
    [InlineData("((dynamic)this).Nothing()")]
    [InlineData("System.Text.Json.JsonSerializer.Serialize(this)")]
    [InlineData("System.Diagnostics.Process.Start(\"dotnet\", \"Lib.dll\")")]
    [InlineData("System.Linq.Expressions.Expression.Parameter(typeof(int))")]
    [InlineData("System.AppDomain.CurrentDomain.GetAssemblies()")]
    [InlineData("System.Runtime.Loader.AssemblyLoadContext.Default")]
    public void Find_TheTargetOfCodeIsUnknown_AnyChangeAffectsIt(string expression) =>
        Assert.Equal([Reflecting, "Unknown.Run"], FindAffectedOf(expression));

    [Theory]
    [InlineData("typeof(string).Name")]
    [InlineData("GetType() == typeof(string)")]
    [InlineData("typeof(string).Assembly.GetManifestResourceStream(\"data\")")]
    [InlineData("System.Activator.CreateInstance<System.Text.StringBuilder>()")]
    [InlineData("System.Enum.GetValues<System.DayOfWeek>()")]
    public void Find_ATypeIsOnlyDescribed_OnlyWhatItReachesAffectsIt(string expression) =>
        Assert.Equal([Reflecting], FindAffectedOf(expression));

    private static ImmutableArray<string> FindAffectedOf(string expression)
    {
        string app = $"{SampleSource.App}\npublic class Unknown {{ [Benchmark] public object? Run() => {expression}; }}";
        using SampleProgram baseline = new(SampleSource.Library, app);
        using SampleProgram candidate = new(SampleSource.Library.Replace("Unused() => 4", "Unused() => 5", StringComparison.Ordinal), app);
        return [.. baseline.FindAffected(candidate).Affected.Select(one => one.FullName)];
    }

    private static ImmutableArray<string> FindAffected(IEnumerable<SampleChange> changes)
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(changes);
        return [.. baseline.FindAffected(candidate).Affected.Select(one => one.FullName)];
    }

    private static Dictionary<string, string[]> ReachAll(SampleProgram program)
    {
        using ProgramCode code = ProgramCode.Read(program.Folder);
        CodeGraph graph = new(code);
        BenchmarkRoots roots = new(code, CodeRoots.None);
        return BenchmarkMethod
            .FindAll(code)
            .DistinctBy(benchmark => benchmark.FullName)
            .ToDictionary(
                benchmark => benchmark.FullName,
                benchmark =>
                    ReachableCode
                        .Search(graph, roots.Find(benchmark), _ => false)
                        .Definitions.Select(definition => $"{definition} {definition.Content.Code}")
                        .Order(StringComparer.Ordinal)
                        .ToArray()
            );
    }
}
