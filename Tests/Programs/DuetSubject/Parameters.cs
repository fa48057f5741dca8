using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.DuetSubject;

/// <summary>Parameters, seen by what is allocated.</summary>
public class Parameters
{
    public static IEnumerable<string> Texts => ["short", "a longer text"];

    [Params(1000, 2000)]
    public int Size { get; set; }

    [ParamsAllValues]
    public bool IsDouble;

    [ParamsSource(nameof(Texts))]
    public string Text { get; set; } = "";

    [Benchmark]
    public byte[] Allocate() => new byte[(IsDouble ? 2 * Size : Size) + (1000 * Text.Length)];
}

/// <summary>Arguments, seen by what is allocated.</summary>
public class Arguments
{
    public static IEnumerable<object[]> Pairs =>
        [
            [1000, "a"],
            [2000, "b"],
        ];

    public static IEnumerable<int[]> Arrays =>
        [
            [1, 2, 3],
        ];

    [Benchmark]
    [Arguments(1000)]
    [Arguments(2000)]
    public byte[] OfAttribute(long size) => new byte[size];

    [Benchmark]
    [ArgumentsSource(nameof(Pairs))]
    public byte[] OfSource(int size, string text) => new byte[size * text.Length];

    [Benchmark]
    [ArgumentsSource(nameof(Arrays))]
    public byte[] OfSpan(ReadOnlySpan<int> values) => new byte[1000 * values.Length];

    [Benchmark]
    [Arguments(DayOfWeek.Friday, null)]
    public byte[] OfEnumAndNull(DayOfWeek day, int? none) => new byte[1000 * ((int)day + (none ?? 0))];

    [Benchmark]
    [Arguments(1000)]
    public byte[] OfReference(in int size) => new byte[size];
}

/// <summary>A generic class, closed by attributes.</summary>
[GenericTypeArguments(typeof(int))]
[GenericTypeArguments(typeof(string))]
public class Generic<T>
{
    [Benchmark]
    public T[] Allocate() => new T[1000];
}
