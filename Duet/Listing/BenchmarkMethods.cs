using System.Reflection;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>Finds the benchmark methods of a class.</summary>
/// <remarks>Attributes are known by name: they lie in an assembly with a version of its own.</remarks>
internal static class BenchmarkMethods
{
    private const string Attributes = "BenchmarkDotNet.Attributes";

    /// <summary>Finds the public ones, also those of base classes.</summary>
    public static IEnumerable<MethodInfo> Find(Type type) =>
        type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
            .Where(method => GetAttributes(method, "BenchmarkAttribute").Any());

    /// <summary>Finds the type arguments that the attributes of an open generic class name.</summary>
    public static IEnumerable<Type[]> FindTypeArguments(Type type) =>
        GetAttributes(type, "GenericTypeArgumentsAttribute")
            .Select(attribute => attribute.GetType().GetProperty("GenericTypeArguments")?.GetValue(attribute))
            .OfType<Type[]>();

    private static IEnumerable<Attribute> GetAttributes(MemberInfo member, string name) =>
        member
            .GetCustomAttributes(inherit: true)
            .OfType<Attribute>()
            .Where(attribute => IsOfType(attribute.GetType(), $"{Attributes}.{name}"));

    private static bool IsOfType(Type? type, string name) => type is not null && (type.FullName == name || IsOfType(type.BaseType, name));
}
