using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>A method by name.</summary>
/// <param name="Type">The type that is asked for it; null for that of an array.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Key">With its signature, without the type.</param>
/// <param name="Slot">With the number of its parameters.</param>
/// <param name="Text">The whole text, with type arguments.</param>
internal readonly record struct MethodText(TypeName? Type, string Name, string Key, string Slot, string Text);

/// <summary>Renders types and signatures with names in the place of tokens.</summary>
/// <param name="assembly">The assembly of the tokens.</param>
/// <param name="references">Receives the types that are named; null to ignore them.</param>
internal sealed class SignatureReader(AssemblyCode assembly, ReferenceList? references) : ISignatureTypeProvider<TypeText, object?>
{
    private readonly MetadataReader _metadata = assembly.Metadata;

    /// <summary>True in the body of a method, where a generic instance is used and not only named.</summary>
    public bool IsInBody { get; set; }

    /// <returns>The type of a definition, reference or specification.</returns>
    public TypeText ReadType(EntityHandle handle) =>
        handle.Kind switch
        {
            HandleKind.TypeDefinition => GetTypeFromDefinition(_metadata, (TypeDefinitionHandle)handle, 0),
            HandleKind.TypeReference => GetTypeFromReference(_metadata, (TypeReferenceHandle)handle, 0),
            HandleKind.TypeSpecification => GetTypeFromSpecification(_metadata, null, (TypeSpecificationHandle)handle, 0),
            _ => new TypeText(handle.Kind.ToString(), null),
        };

    /// <returns>The method of a definition, reference or instance.</returns>
    public MethodText ReadMethod(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                MethodDefinition method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return Create(ReadType(method.GetDeclaringType()), method.Name, method.DecodeSignature(this, null));
            case HandleKind.MemberReference:
                MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                return Create(ReadParent(member.Parent), member.Name, member.DecodeMethodSignature(this, null));
            default:
                MethodSpecification instance = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                ImmutableArray<TypeText> arguments = instance.DecodeSignature(this, null);
                ExposeAll(arguments);
                MethodText generic = ReadMethod(instance.Method);
                return generic with { Text = $"{generic.Text}<{string.Join(',', arguments)}>" };
        }
    }

    /// <returns>The type and name of a field, and the whole text.</returns>
    public (TypeName? Type, string Name, string Text) ReadField(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            FieldDefinition field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
            return Create(ReadType(field.GetDeclaringType()), field.Name, field.DecodeSignature(this, null));
        }

        MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
        return Create(ReadParent(member.Parent), member.Name, member.DecodeFieldSignature(this, null));
    }

    /// <returns>The text of a signature of a function pointer or of local variables.</returns>
    public string ReadSignature(StandaloneSignatureHandle handle)
    {
        StandaloneSignature signature = _metadata.GetStandaloneSignature(handle);
        return signature.GetKind() == StandaloneSignatureKind.Method
            ? GetFunctionPointerType(signature.DecodeMethodSignature(this, null)).Text
            : string.Join(',', signature.DecodeLocalSignature(this, null));
    }

    public TypeText GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Use(new TypeName(assembly.Name, NameReader.ReadFullName(reader, handle, assembly.GeneratedNames)));

    public TypeText GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Use(NameReader.ReadName(reader, handle, assembly.Name));

    public TypeText GetTypeFromSpecification(
        MetadataReader reader,
        object? genericContext,
        TypeSpecificationHandle handle,
        byte rawTypeKind
    ) => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeText GetGenericInstantiation(TypeText genericType, ImmutableArray<TypeText> typeArguments)
    {
        ExposeAll(typeArguments);
        return genericType with { Text = $"{genericType}<{string.Join(',', typeArguments)}>" };
    }

    public TypeText GetSZArrayType(TypeText elementType) => Wrap(elementType, "[]");

    public TypeText GetArrayType(TypeText elementType, ArrayShape shape) =>
        Wrap(elementType, $"[{shape.Rank};{string.Join(',', shape.Sizes)};{string.Join(',', shape.LowerBounds)}]");

    public TypeText GetByReferenceType(TypeText elementType) => new($"{elementType}&", null);

    public TypeText GetPointerType(TypeText elementType) => new($"{elementType}*", null);

    public TypeText GetPinnedType(TypeText elementType) => new($"pinned {elementType}", null);

    public TypeText GetModifiedType(TypeText modifier, TypeText unmodifiedType, bool isRequired) =>
        unmodifiedType with
        {
            Text = $"{unmodifiedType} {(isRequired ? "modreq" : "modopt")}({modifier})",
        };

    public TypeText GetFunctionPointerType(MethodSignature<TypeText> signature) =>
        new($"method {signature.Header} {signature.ReturnType}({string.Join(',', signature.ParameterTypes)})", null);

    public TypeText GetGenericTypeParameter(object? genericContext, int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"!{index}"), null);

    public TypeText GetGenericMethodParameter(object? genericContext, int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"!!{index}"), null);

    public TypeText GetPrimitiveType(PrimitiveTypeCode typeCode) => new(typeCode.ToString(), null);

    /// <returns>Name and number of parameters of a method.</returns>
    public static string JoinSlot(string name, int parameters) => string.Create(CultureInfo.InvariantCulture, $"{name}/{parameters}");

    private TypeText ReadParent(EntityHandle parent) =>
        parent.Kind == HandleKind.MethodDefinition
            ? ReadType(_metadata.GetMethodDefinition((MethodDefinitionHandle)parent).GetDeclaringType())
        : parent.Kind == HandleKind.ModuleReference ? new TypeText("module", null)
        : ReadType(parent);

    private MethodText Create(TypeText type, StringHandle nameHandle, MethodSignature<TypeText> signature)
    {
        string name = ReadName(type, nameHandle);
        string key = string.Create(
            CultureInfo.InvariantCulture,
            $"{name}`{signature.GenericParameterCount}({string.Join(',', signature.ParameterTypes)}){signature.ReturnType}"
        );
        return new MethodText(type.Definition, name, key, JoinSlot(name, signature.ParameterTypes.Length), $"{type}::{key}");
    }

    private (TypeName? Type, string Name, string Text) Create(TypeText type, StringHandle nameHandle, TypeText fieldType)
    {
        string name = ReadName(type, nameHandle);
        return (type.Definition, name, $"{type}::{name} {fieldType}");
    }

    private string ReadName(TypeText type, StringHandle handle) =>
        _metadata.GetString(handle) is var name && type.Definition is { } definition && definition.Assembly == assembly.Name
            ? assembly.GeneratedNames.Renumber(definition.FullName, name)
            : name;

    private TypeText Use(TypeName name)
    {
        references?.Add(new Reference(ReferenceKind.Type, name));

        // A library for .NET Standard finds the types of the framework elsewhere than a program does.
        return new TypeText(Framework.IsAssembly(name.Assembly) ? name.FullName : name.ToString(), name);
    }

    private TypeText Wrap(TypeText element, string suffix)
    {
        ExposeAll([element]);
        return new TypeText($"{element}{suffix}", null);
    }

    private void ExposeAll(ImmutableArray<TypeText> types)
    {
        foreach (TypeText type in IsInBody ? types : [])
        {
            references?.Expose(type);
        }
    }
}
