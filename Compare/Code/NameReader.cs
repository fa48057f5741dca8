using System.Reflection.Metadata;
using System.Text.RegularExpressions;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Reads the names of types from metadata.</summary>
internal static partial class NameReader
{
    /// <returns>The full name of a type without one around it.</returns>
    public static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    /// <param name="metadata">The tables.</param>
    /// <param name="handle">The definition.</param>
    /// <param name="names">Renumbers generated names; null leaves them as they are.</param>
    /// <returns>The full name of a type definition.</returns>
    public static string ReadFullName(MetadataReader metadata, TypeDefinitionHandle handle, GeneratedNames? names)
    {
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string name = WithoutFile(metadata.GetString(type.Name));
        if (type.GetDeclaringType() is not { IsNil: false } outer)
        {
            return Join(metadata.GetString(type.Namespace), name);
        }

        string outerName = ReadFullName(metadata, outer, names);
        return $"{outerName}+{names?.Renumber(outerName, name) ?? name}";
    }

    /// <param name="metadata">The tables.</param>
    /// <param name="handle">The reference.</param>
    /// <param name="assembly">The assembly that has the reference.</param>
    public static TypeName ReadName(MetadataReader metadata, TypeReferenceHandle handle, string assembly)
    {
        TypeReference type = metadata.GetTypeReference(handle);
        string name = WithoutFile(metadata.GetString(type.Name));
        string space = metadata.GetString(type.Namespace);
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                TypeName outer = ReadName(metadata, (TypeReferenceHandle)type.ResolutionScope, assembly);
                return outer with { FullName = $"{outer.FullName}+{name}" };
            case HandleKind.AssemblyReference:
                AssemblyReference scope = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                return new TypeName(metadata.GetString(scope.Name), Join(space, name));
            default:
                return new TypeName(assembly, Join(space, name));
        }
    }

    // The compiler puts a hash of the source file's path into the name of a type that is private to the file.
    private static string WithoutFile(string name) => FileHash().Replace(name, ">F__");

    [GeneratedRegex(">F[0-9A-F]{64}__")]
    private static partial Regex FileHash();
}
