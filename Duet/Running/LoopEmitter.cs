using System.Reflection;
using System.Reflection.Emit;

namespace ConcurrencyBench.Duet.Running;

/// <summary>Writes the code of loops.</summary>
/// <remarks>
/// The runtime compiles a dynamic method once, fully optimised, so the loop itself has no tiers. It calls through an address, as
/// BenchmarkDotNet calls through a delegate: the method is not inlined, and a better version of it replaces the earlier one.
/// </remarks>
internal static class LoopEmitter
{
    private static readonly Type[] Parameters = [typeof(object), typeof(nint), typeof(object[]), typeof(object), typeof(long)];

    /// <summary>Creates what takes the results of a method.</summary>
    public static object CreateSink(MethodShape shape) =>
        GetStoredType(shape) is { } type ? Activator.CreateInstance(typeof(Sink<>).MakeGenericType(type))! : new Sink<int>();

    /// <summary>Writes a loop.</summary>
    /// <param name="shape">The signature of the method.</param>
    /// <param name="callsPerRound">The calls in each round.</param>
    public static LoopCode Emit(MethodShape shape, int callsPerRound)
    {
        DynamicMethod method = new("Loop", typeof(void), Parameters, typeof(LoopEmitter).Module, skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        LocalBuilder[] arguments = [.. shape.Parameters.Select((type, index) => EmitArgument(code, type, index))];
        FieldInfo? store = GetStoredType(shape) is { } type ? typeof(Sink<>).MakeGenericType(type).GetField("Value") : null;
        LocalBuilder sink = code.DeclareLocal(store?.DeclaringType ?? typeof(object));
        code.Emit(OpCodes.Ldarg_3);
        code.Emit(OpCodes.Castclass, sink.LocalType);
        code.Emit(OpCodes.Stloc, sink);
        Label condition = code.DefineLabel();
        Label round = code.DefineLabel();
        code.Emit(OpCodes.Br, condition);
        code.MarkLabel(round);
        for (int call = 0; call < callsPerRound; call++)
        {
            EmitCall(code, shape, arguments, sink, store);
        }

        EmitCountDown(code, condition, round);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<LoopCode>();
    }

    private static LocalBuilder EmitArgument(ILGenerator code, Type parameter, int index)
    {
        Type type = parameter.IsByRef ? parameter.GetElementType()! : parameter;
        LocalBuilder local = code.DeclareLocal(type);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldc_I4, index);
        code.Emit(OpCodes.Ldelem_Ref);
        if (type.IsByRefLike)
        {
            // Such a value is never boxed: the benchmark gives what converts to it, such as an array.
            MethodInfo conversion = Arguments.GetConversionTo(type);
            code.Emit(OpCodes.Unbox_Any, conversion.GetParameters()[0].ParameterType);
            code.Emit(OpCodes.Call, conversion);
        }
        else
        {
            code.Emit(OpCodes.Unbox_Any, type);
        }

        code.Emit(OpCodes.Stloc, local);
        return local;
    }

    private static void EmitCall(ILGenerator code, MethodShape shape, LocalBuilder[] arguments, LocalBuilder sink, FieldInfo? store)
    {
        if (store is not null)
        {
            code.Emit(OpCodes.Ldloc, sink);
        }

        if (!shape.IsStatic)
        {
            code.Emit(OpCodes.Ldarg_0);
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            code.Emit(shape.Parameters[i].IsByRef ? OpCodes.Ldloca : OpCodes.Ldloc, arguments[i]);
        }

        code.Emit(OpCodes.Ldarg_1);
        CallingConventions convention = shape.IsStatic ? CallingConventions.Standard : CallingConventions.HasThis;
        code.EmitCalli(OpCodes.Calli, convention, shape.Result, [.. shape.Parameters], optionalParameterTypes: null);
        EmitConsumption(code, shape.Result, store);
    }

    private static void EmitConsumption(ILGenerator code, Type result, FieldInfo? store)
    {
        if (Awaiting.FindMethod(result) is { } wait)
        {
            code.Emit(OpCodes.Call, wait);
        }

        if (store is not null)
        {
            if (result.IsByRef)
            {
                code.Emit(OpCodes.Ldobj, result.GetElementType()!);
            }

            code.Emit(OpCodes.Volatile);
            code.Emit(OpCodes.Stfld, store);
        }
        else if (Awaiting.GetResultType(result) is { IsByRefLike: true } type)
        {
            code.Emit(OpCodes.Stloc, code.DeclareLocal(type));
        }
        else if (Awaiting.GetResultType(result) != typeof(void))
        {
            code.Emit(OpCodes.Pop);
        }
    }

    private static void EmitCountDown(ILGenerator code, Label condition, Label round)
    {
        const byte Rounds = 4;
        code.Emit(OpCodes.Ldarg_S, Rounds);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Conv_I8);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Starg_S, Rounds);
        code.MarkLabel(condition);
        code.Emit(OpCodes.Ldarg_S, Rounds);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Conv_I8);
        code.Emit(OpCodes.Bgt, round);
    }

    // What a call leaves, where a field can hold it.
    private static Type? GetStoredType(MethodShape shape)
    {
        Type awaited = Awaiting.GetResultType(shape.Result);
        Type value = awaited.IsByRef ? awaited.GetElementType()! : awaited;
        return value == typeof(void) || value.IsByRefLike ? null
            : value.IsPointer || value.IsFunctionPointer ? typeof(nint)
            : value;
    }
}
