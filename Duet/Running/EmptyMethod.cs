using System.Reflection;
using System.Reflection.Emit;

namespace ConcurrencyBench.Duet.Running;

/// <summary>An empty method with the signature of a benchmark, which the overhead loop calls.</summary>
/// <param name="Target">Its instance; null where it is static.</param>
/// <param name="Address">Its address.</param>
internal sealed record EmptyMethod(object? Target, nint Address)
{
    private const string Name = "Empty";

    private static readonly ModuleBuilder Module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("ConcurrencyBench.Duet.Empty"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule(Name);

    private static int s_count;

    /// <summary>Creates one that returns the default value of its return type.</summary>
    public static EmptyMethod Create(MethodShape shape)
    {
        TypeBuilder type = Module.DefineType(string.Create(CultureInfo.InvariantCulture, $"{Name}{s_count++}"), TypeAttributes.Public);
        MethodAttributes attributes = MethodAttributes.Public | (shape.IsStatic ? MethodAttributes.Static : 0);
        MethodBuilder method = type.DefineMethod(Name, attributes, shape.Result, [.. shape.Parameters]);
        method.SetImplementationFlags(MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization);
        ILGenerator code = method.GetILGenerator();
        if (shape.Result != typeof(void))
        {
            code.Emit(OpCodes.Ldloc, code.DeclareLocal(shape.Result));
        }

        code.Emit(OpCodes.Ret);
        Type created = type.CreateType();
        return new EmptyMethod(
            shape.IsStatic ? null : Activator.CreateInstance(created),
            created.GetMethod(Name)!.MethodHandle.GetFunctionPointer()
        );
    }
}
