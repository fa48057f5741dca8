using System.Reflection;

namespace ConcurrencyBench.Duet.Running;

/// <summary>The signature of a method that a loop calls.</summary>
/// <param name="IsStatic">True where it has no instance.</param>
/// <param name="Parameters">The types of its parameters.</param>
/// <param name="Result">Its return type.</param>
internal sealed record MethodShape(bool IsStatic, ImmutableArray<Type> Parameters, Type Result)
{
    /// <summary>Describes a method.</summary>
    public static MethodShape From(MethodInfo method) =>
        new(method.IsStatic, [.. method.GetParameters().Select(parameter => parameter.ParameterType)], method.ReturnType);

    /// <summary>The shape of the empty method: it returns what a call gives after it was awaited, by value.</summary>
    public MethodShape ForOverhead()
    {
        Type awaited = Awaiting.GetResultType(Result);
        Type value = awaited.IsByRef ? awaited.GetElementType()! : awaited;
        return this with { Result = value.IsByRefLike ? typeof(void) : value };
    }
}
