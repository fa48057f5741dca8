using System.Reflection;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>Finds the benchmark methods of a class.</summary>
/// <remarks>Attributes are known by name: they lie in an assembly with a version of its own.</remarks>
internal static class BenchmarkMethods
{
    private const string Attributes = "BenchmarkDotNet.Attributes";

    /// <summary>Finds the public ones, also those of base classes.</summary>
    public static IEnumerable<MethodInfo> Find(Type type) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public).Where(IsBenchmark);

    /// <summary>Finds the type arguments that the attributes of an open generic class name.</summary>
    public static IEnumerable<Type[]> FindTypeArguments(Type type) =>
        GetAttributes(type, "GenericTypeArgumentsAttribute")
            .Select(attribute => attribute.GetType().GetProperty("GenericTypeArguments")?.GetValue(attribute))
            .OfType<Type[]>();

    private static bool IsBenchmark(MethodInfo method)
    {
        try
        {
            return GetAttributes(method, "BenchmarkAttribute").Any();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Another attribute of the method cannot be created: its constructor throws, or its assembly is not there.
            return method.GetCustomAttributesData().Any(attribute => IsOfType(attribute.AttributeType, $"{Attributes}.BenchmarkAttribute"));
        }
    }

    private static IEnumerable<Attribute> GetAttributes(MemberInfo member, string name) =>
        member
            .GetCustomAttributes(inherit: true)
            .OfType<Attribute>()
            .Where(attribute => IsOfType(attribute.GetType(), $"{Attributes}.{name}"));

    private static bool IsOfType(Type? type, string name) => type is not null && (type.FullName == name || IsOfType(type.BaseType, name));
}
