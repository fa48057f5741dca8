using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>The static fields of its own assembly that a method uses or sets, also in the methods of that assembly that it calls.</summary>
/// <remarks>What it calls through an interface or a delegate is not seen.</remarks>
internal sealed class StaticFields
{
    // The cases of a class have the same ones.
    private static readonly ConcurrentDictionary<(MethodInfo? Setup, MethodInfo Cleanup), bool> Known = new();

    private readonly HashSet<MethodBase> _seen = [];
    private readonly HashSet<FieldInfo> _used = [];
    private readonly HashSet<FieldInfo> _set = [];

    private StaticFields() { }

    /// <summary>True when a cleanup uses static fields that the setup does not set: who comes next may find what it has ended.</summary>
    /// <param name="setup">Null for none.</param>
    /// <param name="cleanup">Null for none.</param>
    public static bool AreLeft(MethodInfo? setup, MethodInfo? cleanup) =>
        cleanup is not null && Known.GetOrAdd((setup, cleanup), methods => AreLeftBy(methods.Setup, methods.Cleanup));

    private static bool AreLeftBy(MethodInfo? setup, MethodInfo cleanup)
    {
        try
        {
            return Find(cleanup)._used.Except(Find(setup)._set).Any();
        }
        catch (Exception exception)
            when (exception is TypeLoadException or MemberAccessException or ArgumentException or IOException or BadImageFormatException)
        {
            // It names what is not there, and throws when it is called.
            return false;
        }
    }

    private static StaticFields Find(MethodInfo? method)
    {
        StaticFields fields = new();
        if (method is not null)
        {
            fields.Add(method);
        }

        return fields;
    }

    private void Add(MethodBase method)
    {
        if (!_seen.Add(method))
        {
            return;
        }

        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            Add(machine.StateMachineType.GetMethod("MoveNext", BindingFlags.NonPublic | BindingFlags.Instance)!);
        }

        foreach (Instruction instruction in Instruction.Read(method).Where(instruction => instruction.Token != 0))
        {
            Add(method, instruction);
        }
    }

    private void Add(MethodBase method, Instruction instruction)
    {
        Type[]? types = method.DeclaringType?.GetGenericArguments();
        Type[]? ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        MemberInfo? named = method.Module.ResolveMember(instruction.Token, types, ofMethod);
        if (named?.Module.Assembly != method.Module.Assembly)
        {
            return;
        }

        if (named is MethodBase called)
        {
            Add(called);
        }
        else if (named is FieldInfo { IsStatic: true } field && CanChange(field))
        {
            (instruction.Code == OpCodes.Stsfld ? _set : _used).Add(field);
        }
    }

    // A lambda is kept in a static field of the compiler's.
    private static bool CanChange(FieldInfo field) =>
        !field.IsLiteral
        && !(field.IsInitOnly && IsPlain(field.FieldType))
        && field.DeclaringType?.IsDefined(typeof(CompilerGeneratedAttribute)) != true;

    // Nothing behind it can change, as behind a list.
    private static bool IsPlain(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type == typeof(string)
        || (
            type.IsValueType
            && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).All(field => IsPlain(field.FieldType))
        );
}
