namespace ConcurrencyBench.Compare.Tests.Code;

/// <summary>A change of the sample program's source, and the benchmarks that reach it.</summary>
/// <param name="Old">A text that the source has once.</param>
/// <param name="New">The text in its place.</param>
/// <param name="Affected">The benchmarks, without the class when it has one only.</param>
internal sealed record SampleChange(string Old, string New, params ImmutableArray<string> Affected);

/// <summary>The source of a program with one benchmark for each way in which code is reached.</summary>
internal static class SampleSource
{
    /// <summary>The number of its benchmarks.</summary>
    public const int Benchmarks = 28;

    public const string Library = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        [assembly: System.Reflection.AssemblyInformationalVersion("1.0.0+1a2b3c4")]
        namespace Lib
        {
            public static class Calls
            {
                public static int One(int number) => Two(number) + 1;
                private static int Two(int number) => number * 3;
                public static int Unused() => 4;
            }
            public abstract class Shape { public abstract int Area(); public virtual int Sides() => 5; }
            public class Square : Shape { public override int Area() => 6; }
            public class Circle : Shape { public override int Area() => 7; public override int Sides() => 8; }
            public interface IOperation { int Run(); }
            public struct Add : IOperation { public int Run() => 9; }
            public struct Multiply : IOperation { public int Run() => 10; }
            public class Runner<T> where T : IOperation, new() { public int Run() => new T().Run(); }
            public static class Table { public static readonly int[] Values = { 11, 12, 13, 14, 15, 16 }; public static int At(int i) => Values[i]; }
            public static class Lambdas
            {
                public static Func<int, int> Adder() => number => number + 17;
                public static Func<int, int> Taker() => number => number - 18;
                public static Func<int, int> Capturer(int by) => number => number + by * 28;
                public static int Local(int by) { return Inner(by) + Outer(); int Inner(int n) => n * 29; int Outer() => by * 30; }
            }
            public static class Asynchronous { public static async Task<int> RunAsync() { await Task.Yield(); return 19; } }
            public static class Iterators { public static IEnumerable<int> Count() { yield return 20; yield return 21; } }
            public class Named : IComparable<Named>
            {
                public int Key = 22;
                public int CompareTo(Named? other) => Key - other!.Key + 0;
                public override string ToString() => "named 23";
            }
            public struct Point { public int X; public int Y; }
            public enum Colour { Red = 24, Green = 25 }
            public static class Constants { public const int Limit = 26; }
            public static class Reflecting { public static object? Make(string name) => Activator.CreateInstance(Type.GetType(name)!); }
            public class Setting { public int Value = 27; }
        }
        """;

    public const string App = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using BenchmarkDotNet.Attributes;
        using Lib;
        public static class Program
        {
            public static void Main() => Console.WriteLine("begin");
        }
        public class Bench
        {
            [Benchmark] public int Plain() => 100;
            [Benchmark] public int Calling() => Calls.One(2);
            [Benchmark] public int Overridden() { Shape shape = new Square(); return shape.Area(); }
            [Benchmark] public int Inherited() { Shape shape = new Square(); return shape.Sides(); }
            [Benchmark] public int Other() { Shape shape = new Circle(); return shape.Area(); }
            [Benchmark] public int Adding() => new Runner<Add>().Run();
            [Benchmark] public int Multiplying() => new Runner<Multiply>().Run();
            [Benchmark] public int Tables() => Table.At(1);
            [Benchmark] public int LambdaAdd() => Lambdas.Adder()(1);
            [Benchmark] public int LambdaTake() => Lambdas.Taker()(1);
            [Benchmark] public int LambdaCapture() => Lambdas.Capturer(2)(1);
            [Benchmark] public int LocalFunction() => Lambdas.Local(2);
            [Benchmark] public Task<int> Waiting() => Asynchronous.RunAsync();
            [Benchmark] public int Iterating() => Iterators.Count().Count();
            [Benchmark] public List<Named> Sorting() { List<Named> list = new() { new(), new() }; list.Sort(); return list; }
            [Benchmark] public string Formatting() => string.Format("{0}", new Named());
            [Benchmark] public int Structure() { Point point = default; point.Y = 101; return point.X + point.Y; }
            [Benchmark] public Colour Enumeration() => (Colour)Environment.ProcessorCount;
            [Benchmark(Baseline = true)] public int Marked() => 102;
        }
        public class Reflected
        {
            [Benchmark] public object? Making() => Reflecting.Make("Lib.Setting, Lib");
        }
        public class Prepared
        {
            private int _value = 103;
            [Params(1, 2)] public int Size { get; set; }
            [ParamsSource(nameof(Sizes))] public int Source { get; set; }
            public IEnumerable<int> Sizes() => new[] { 104 };
            public IEnumerable<object> Arguments() { yield return 105; }
            [GlobalSetup] public void Setup() => _value = 106;
            [GlobalSetup(Targets = new[] { nameof(First) })] public void SetupFirst() => _value = 107;
            [IterationCleanup(Target = nameof(Second))] public void Cleanup() => _value = 108;
            [Benchmark] public int First() => _value;
            [Benchmark, ArgumentsSource(nameof(Arguments))] public int Second(object argument) => _value + argument.GetHashCode();
        }
        public abstract class Base { [Benchmark] public int Run() => Value() + 109; protected abstract int Value(); }
        public class Derived : Base { protected override int Value() => 110; }
        public class Further : Base { protected override int Value() => 111; }
        [GenericTypeArguments(typeof(int)), GenericTypeArguments(typeof(string))] public class Generic<T> { [Benchmark] public int Size() => 112; }
        [Config(typeof(Settings))] public class Configured { [Benchmark] public int Run() => 113; }
        public class Settings { public int Value => 114; }
        public class Outer { public class Inner { [Benchmark] public int Run() => 115; } }
        """;

    /// <summary>One change for each kind, with the benchmarks that can tell.</summary>
    public static ImmutableArray<SampleChange> Changes { get; } =
    [
        // What a method does, and the methods that call it.
        new("Plain() => 100", "Plain() => 900", "Bench.Plain"),
        new("number * 3", "number * 4", "Bench.Calling"),
        new("Unused() => 4", "Unused() => 5"),
        new("Area() => 6", "Area() => 66", "Bench.Overridden"),
        new("Area() => 7", "Area() => 77", "Bench.Other"),
        new("Sides() => 5", "Sides() => 55", "Bench.Inherited"),
        new("Sides() => 8", "Sides() => 88"),
        new("Run() => 9;", "Run() => 99;", "Bench.Adding"),
        new("Run() => 10;", "Run() => 1010;", "Bench.Multiplying"),
        new("13, 14, 15", "13, 14, 55", "Bench.Tables"),
        new("number + 17", "number + 71", "Bench.LambdaAdd"),
        new("number - 18", "number - 81", "Bench.LambdaTake"),
        new("by * 28", "by * 82", "Bench.LambdaCapture"),
        new("n * 29", "n * 92", "Bench.LocalFunction"),
        new("by * 30", "by * 3", "Bench.LocalFunction"),
        new("return 19", "return 91", "Bench.Waiting"),
        new("yield return 21", "yield return 12", "Bench.Iterating"),
        // The framework calls them.
        new("other!.Key + 0", "other!.Key + 1", "Bench.Sorting", "Bench.Formatting"),
        new("named 23", "named 32", "Bench.Sorting", "Bench.Formatting"),
        // Types, fields and attributes.
        new("Key = 22", "Key = 222", "Bench.Sorting", "Bench.Formatting"),
        new("public int X; public int Y;", "public int Y; public int X;", "Bench.Structure"),
        new("Green = 25", "Green = 52", "Bench.Enumeration"),
        new("Baseline = true", "Baseline = false", "Bench.Marked"),
        // What runs around a benchmark.
        new("_value = 103", "_value = 301", "Prepared.First", "Prepared.Second"),
        new("Params(1, 2)", "Params(1, 3)", "Prepared.First", "Prepared.Second"),
        new("{ 104 }", "{ 401 }", "Prepared.First", "Prepared.Second"),
        new("yield return 105", "yield return 501", "Prepared.Second"),
        new("_value = 106", "_value = 601", "Prepared.First", "Prepared.Second"),
        new("_value = 107", "_value = 701", "Prepared.First"),
        new("_value = 108", "_value = 801", "Prepared.Second"),
        new("Value() + 109", "Value() + 901", "Derived.Run", "Further.Run"),
        new("Value() => 110", "Value() => 11", "Derived.Run"),
        new("Size() => 112", "Size() => 211", "Generic<Int32>.Size", "Generic<String>.Size"),
        new("Value => 114", "Value => 411", "Configured.Run"),
        new("Run() => 115", "Run() => 511", "Outer+Inner.Run"),
        // Only reflection sees it.
        new("Limit = 26", "Limit = 62"),
        new("public class Setting { public int Value = 27; }", "public class Setting { public int Value = 72; }"),
    ];

    /// <returns>The program with changes of its source.</returns>
    public static SampleProgram Compile(params IEnumerable<SampleChange> changes)
    {
        (string library, string app) = (Library, App);
        foreach (SampleChange change in changes)
        {
            Assert.Equal(3, (library + app).Split(change.Old).Length + 1);
            library = library.Replace(change.Old, change.New, StringComparison.Ordinal);
            app = app.Replace(change.Old, change.New, StringComparison.Ordinal);
        }

        return new SampleProgram(library, app);
    }
}
