using System.Reflection;

namespace ConcurrencyBench.Duet.Running;

/// <summary>Converts the arguments of benchmarks to the types of parameters, as the source that BenchmarkDotNet writes would.</summary>
internal static class Arguments
{
    /// <summary>Converts a value so that it can be unboxed as the type of a parameter.</summary>
    public static object? Convert(object? value, Type parameter)
    {
        Type type = parameter.IsByRef ? parameter.GetElementType()! : parameter;
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || target.IsInstanceOfType(value) || type.IsByRefLike)
        {
            return value;
        }

        return target.IsEnum ? Enum.ToObject(target, value)
            : value is IConvertible && target.IsPrimitive ? System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture)
            : FindConversion(value.GetType(), target)?.Invoke(null, [value])
                ?? throw new InvalidCastException($"An argument of type {value.GetType()} is no {type}.");
    }

    /// <summary>Gets the conversion that makes a span of an array, or of a string.</summary>
    public static MethodInfo GetConversionTo(Type type) =>
        type == typeof(ReadOnlySpan<char>)
            ? typeof(string).GetMethod("op_Implicit", [typeof(string)])!
            : GetConversions(type).FirstOrDefault(conversion => conversion.GetParameters()[0].ParameterType.IsArray)
                ?? throw new NotSupportedException($"No argument can be a {type}.");

    private static MethodInfo? FindConversion(Type from, Type to) =>
        GetConversions(from)
            .Concat(GetConversions(to))
            .FirstOrDefault(conversion => conversion.ReturnType == to && conversion.GetParameters()[0].ParameterType == from);

    private static IEnumerable<MethodInfo> GetConversions(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.Name is "op_Implicit");
}
