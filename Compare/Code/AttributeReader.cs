using System.Reflection.Metadata;

namespace ConcurrencyBench.Compare.Code;

/// <summary>An attribute, with those of its arguments that may name code.</summary>
/// <param name="Type">The attribute's type.</param>
/// <param name="Texts">Every text among the arguments.</param>
/// <param name="Types">Every type among the arguments.</param>
internal sealed record AttributeArguments(TypeName Type, ImmutableArray<string> Texts, ImmutableArray<TypeText> Types);

/// <summary>Reads attributes.</summary>
internal static class AttributeReader
{
    // Its arguments are the line and the path of the source file, in every version of BenchmarkDotNet.
    private const string BenchmarkConstructor = "BenchmarkDotNet.Attributes.BenchmarkAttribute::.ctor`0(Int32,String)Void";

    /// <returns>The type of an attribute.</returns>
    public static TypeName ReadType(AssemblyCode assembly, CustomAttributeHandle handle) =>
        ReadConstructor(assembly, assembly.Metadata.GetCustomAttribute(handle)).Type ?? default;

    /// <returns>The constructor and all arguments, without the line and the path of a benchmark.</returns>
    public static string ReadText(AssemblyCode assembly, CustomAttributeHandle handle)
    {
        CustomAttribute attribute = assembly.Metadata.GetCustomAttribute(handle);
        MethodText constructor = ReadConstructor(assembly, attribute);
        BlobReader value = assembly.Metadata.GetBlobReader(attribute.Value);
        if (constructor.Text.EndsWith(BenchmarkConstructor, StringComparison.Ordinal))
        {
            value.ReadUInt16();
            value.ReadInt32();
            value.ReadSerializedString();
        }

        return $"{constructor.Text} {Convert.ToHexString(value.ReadBytes(value.RemainingBytes))}";
    }

    /// <returns>The arguments; none where they cannot be read.</returns>
    public static AttributeArguments ReadArguments(AssemblyCode assembly, CustomAttributeHandle handle)
    {
        TypeName type = ReadType(assembly, handle);
        try
        {
            CustomAttributeValue<TypeText> value = assembly.Metadata.GetCustomAttribute(handle).DecodeValue(new AttributeTypes(assembly));
            object?[] values =
            [
                .. value.FixedArguments.Select(argument => argument.Value).SelectMany(Flatten),
                .. value.NamedArguments.Select(argument => argument.Value).SelectMany(Flatten),
            ];
            return new AttributeArguments(type, [.. values.OfType<string>()], [.. values.OfType<TypeText>()]);
        }
        catch (BadImageFormatException)
        {
            return new AttributeArguments(type, [], []);
        }
    }

    private static MethodText ReadConstructor(AssemblyCode assembly, CustomAttribute attribute) =>
        new SignatureReader(assembly, references: null).ReadMethod(attribute.Constructor);

    private static IEnumerable<object?> Flatten(object? value) =>
        value is ImmutableArray<CustomAttributeTypedArgument<TypeText>> elements
            ? elements.SelectMany(element => Flatten(element.Value))
            : [value];
}
