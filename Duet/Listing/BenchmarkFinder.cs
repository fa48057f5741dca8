using System.Reflection;
using System.Runtime.Loader;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>Finds the benchmark cases of a program.</summary>
internal static class BenchmarkFinder
{
    /// <summary>Finds those of the program's own assembly or, where it has none, those of the assemblies beside it.</summary>
    /// <param name="program">The program's assembly.</param>
    public static ImmutableArray<FoundBenchmark> Find(string program)
    {
        ImmutableArray<FoundBenchmark> own = FindIn(AssemblyLoadContext.Default.LoadFromAssemblyPath(program));
        return RefuseRepeatedNames(own.IsEmpty ? BenchmarkAssemblies.FindBeside(program).SelectMany(assembly => FindIn(assembly)) : own);
    }

    // The name is all by which two builds and a report find the same benchmark.
    private static ImmutableArray<FoundBenchmark> RefuseRepeatedNames(IEnumerable<FoundBenchmark> benchmarks)
    {
        HashSet<string> seen = [];
        return [.. benchmarks.Select(benchmark => seen.Add(benchmark.Description.Name) ? benchmark : RefuseRepeated(benchmark))];
    }

    private static FoundBenchmark RefuseRepeated(FoundBenchmark benchmark) =>
        new(
            benchmark.Description with
            {
                Obstacle = "Another benchmark has the same name: two of its parameters have the same text.",
            },
            null
        );

    private static ImmutableArray<FoundBenchmark> FindIn(Assembly assembly) =>
        [
            .. GetTypes(assembly)
                .Where(IsBenchmarkClass)
                .OrderBy(type => type.Namespace, StringComparer.Ordinal)
                .ThenBy(type => type.Name, StringComparer.Ordinal)
                .SelectMany(MakeClosed)
                .SelectMany(type => CaseSelector.Select(type)),
        ];

    // A type whose base class is missing does not keep the others from being found.
    private static IEnumerable<Type> GetTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return exception.Types.OfType<Type>();
        }
    }

    private static bool IsBenchmarkClass(Type type)
    {
        try
        {
            return type is { IsClass: true, IsAbstract: false }
                && (!type.IsGenericTypeDefinition || BenchmarkMethods.FindTypeArguments(type).Any())
                && BenchmarkMethods.Find(type).Any();
        }
        catch (Exception exception) when (exception is TypeLoadException or IOException or BadImageFormatException)
        {
            // Its members name a type of an assembly that is not there.
            return false;
        }
    }

    private static IEnumerable<Type> MakeClosed(Type type) =>
        type.IsGenericTypeDefinition
            ? BenchmarkMethods.FindTypeArguments(type).Select(arguments => type.MakeGenericType(arguments))
            : [type];
}
