using System.Runtime.InteropServices;
using Mono.Cecil;

namespace ConcurrencyBench.House.Tests.Arrows;

/// <summary>Reads the arrows between types from built assemblies. A nested type counts for the type that holds it.</summary>
internal static class AssemblyReader
{
    /// <summary>Reads every assembly.</summary>
    /// <param name="files">The assemblies; what they refer to is looked up beside them and in the runtime.</param>
    /// <returns>Each arrow once, also those to types of other assemblies.</returns>
    public static ImmutableArray<TypeArrow> Read(IReadOnlyCollection<string> files)
    {
        using DefaultAssemblyResolver resolver = new();
        // Cecil looks up enum types in order to decode the arguments of attributes.
        foreach (string? folder in files.Select(Path.GetDirectoryName).Append(RuntimeEnvironment.GetRuntimeDirectory()).Distinct())
        {
            resolver.AddSearchDirectory(folder);
        }

        return [.. files.SelectMany(file => Read(file, resolver))];
    }

    /// <summary>Reads one assembly that refers to nothing but the runtime.</summary>
    public static ImmutableArray<TypeArrow> Read(Stream assembly)
    {
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(RuntimeEnvironment.GetRuntimeDirectory());
        return Read(assembly, resolver);
    }

    private static ImmutableArray<TypeArrow> Read(string file, DefaultAssemblyResolver resolver)
    {
        using FileStream stream = File.OpenRead(file);
        return Read(stream, resolver);
    }

    private static ImmutableArray<TypeArrow> Read(Stream stream, DefaultAssemblyResolver resolver)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(stream, new ReaderParameters { AssemblyResolver = resolver });
        return
        [
            .. module
                .GetTypes()
                .SelectMany(type => UsedTypes.Find(type).Select(used => new TypeArrow(GetName(type), GetName(used))))
                .Where(arrow => arrow.From != arrow.To)
                .Distinct(),
        ];
    }

    private static TypeName GetName(TypeReference type)
    {
        TypeReference outermost = type;
        while (outermost.DeclaringType is { } holder)
        {
            outermost = holder;
        }

        return new(GetAssembly(outermost.Scope), outermost.Namespace, outermost.Name.Split('`')[0]);
    }

    private static string GetAssembly(IMetadataScope scope) => scope is ModuleDefinition module ? module.Assembly.Name.Name : scope.Name;
}
