using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Reads the types in the arguments of attributes, which are written as texts.</summary>
/// <param name="assembly">The assembly that has the attribute.</param>
internal sealed class AttributeTypes(AssemblyCode assembly) : ICustomAttributeTypeProvider<TypeText>
{
    private const string SystemType = "System.Type";

    private readonly SignatureReader _signatures = new(assembly, references: null);

    public TypeText GetPrimitiveType(PrimitiveTypeCode typeCode) => _signatures.GetPrimitiveType(typeCode);

    public TypeText GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        _signatures.GetTypeFromDefinition(reader, handle, rawTypeKind);

    public TypeText GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        _signatures.GetTypeFromReference(reader, handle, rawTypeKind);

    public TypeText GetSZArrayType(TypeText elementType) => _signatures.GetSZArrayType(elementType);

    public TypeText GetSystemType() => new(SystemType, new TypeName("", SystemType));

    public bool IsSystemType(TypeText type) => type.Definition?.FullName == SystemType;

    public TypeText GetTypeFromSerializedName(string name)
    {
        // Space.Name`1[[argument, its assembly]], assembly, Version=...
        int end = FindComma(name);
        string[] assemblyParts = end < 0 ? [] : name[(end + 1)..].Split(',');
        string fullName = (end < 0 ? name : name[..end]).Split('[')[0].TrimEnd('*', '&').Trim();
        return new TypeText(name, new TypeName(assemblyParts is [var simple, ..] ? simple.Trim() : assembly.Name, fullName));
    }

    // Enumerations that are not Int32 are rare, and their attributes cannot be read then.
    public PrimitiveTypeCode GetUnderlyingEnumType(TypeText type) => PrimitiveTypeCode.Int32;

    private static int FindComma(string name)
    {
        int depth = 0;
        for (int i = 0; i < name.Length; i++)
        {
            depth += name[i] switch
            {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            if (depth == 0 && name[i] == ',')
            {
                return i;
            }
        }

        return -1;
    }
}
