using System.Reflection;
using System.Reflection.Metadata;
using System.Security.Cryptography;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Reads the bytes that a field begins with: the elements of arrays, and texts in UTF-8.</summary>
internal static class FieldData
{
    /// <returns>A hash of the bytes; empty for a field without them.</returns>
    public static string Read(AssemblyCode assembly, FieldDefinition field)
    {
        if (!field.Attributes.HasFlag(FieldAttributes.HasFieldRVA))
        {
            return "";
        }

        BlobReader data = assembly.Image.GetSectionData(field.GetRelativeVirtualAddress()).GetReader();

        // More bytes than it has make it look changed at worst.
        byte[] bytes = data.ReadBytes(Math.Min(data.Length, GetSize(assembly, field)));
        return Convert.ToHexString(SHA256.HashData(bytes));
    }

    private static int GetSize(AssemblyCode assembly, FieldDefinition field)
    {
        TypeText type = field.DecodeSignature(new SignatureReader(assembly, references: null), null);
        return
            type.Text switch
            {
                "Boolean" or "SByte" or "Byte" => 1,
                "Char" or "Int16" or "UInt16" => 2,
                "Int32" or "UInt32" or "Single" => 4,
                "Int64" or "UInt64" or "Double" => 8,
                _ => type.Definition is { } name && assembly.FindTypes(name.FullName).FirstOrDefault() is { } definition
                    ? definition.Row.GetLayout().Size
                    : 0,
            }
                is var size
                    and > 0
            ? size
            : int.MaxValue;
    }
}
