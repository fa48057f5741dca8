using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace ConcurrencyBench.Benchmarks.Catalogue;

/// <summary>The benchmark classes of this program, found by <see cref="IBenchmarkClass"/>.</summary>
internal static class BenchmarkCatalog
{
    private static readonly ImmutableDictionary<Type, BenchmarkClass> Descriptions = typeof(BenchmarkCatalog)
        .Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IBenchmarkClass)))
        .ToImmutableDictionary(type => type, Read);

    /// <summary>Every class, in the order in which they run.</summary>
    public static ImmutableArray<Type> All { get; } = [.. Descriptions.OrderBy(pair => pair.Value.Order).Select(pair => pair.Key)];

    /// <summary>The baseline method of each class that has one.</summary>
    public static ImmutableSortedDictionary<string, string> Baselines { get; } =
        All.SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is { Baseline: true })
            .ToImmutableSortedDictionary(method => method.DeclaringType!.Name, method => method.Name, StringComparer.Ordinal);

    /// <returns>The description of a benchmark class; one that says nothing for a class of another program.</returns>
    public static BenchmarkClass Describe(Type type) => Descriptions.GetValueOrDefault(type) ?? new BenchmarkClass(int.MaxValue, "Method");

    private static BenchmarkClass Read(Type type) =>
        (BenchmarkClass)
            typeof(BenchmarkCatalog)
                .GetMethod(nameof(ReadDescription), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .Invoke(null, null)!;

    private static BenchmarkClass ReadDescription<T>()
        where T : IBenchmarkClass => T.Description;
}
