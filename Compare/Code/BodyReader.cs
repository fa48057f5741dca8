using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;
using ConcurrencyBench.Duet.Code;

namespace ConcurrencyBench.Compare.Code;

/// <summary>Reads the body of a method: writes it with names in the place of tokens, and collects what it uses.</summary>
/// <param name="assembly">The assembly of the method.</param>
/// <param name="references">Receives the definitions that it uses.</param>
/// <param name="text">Receives the text.</param>
internal sealed class BodyReader(AssemblyCode assembly, ReferenceList references, StringBuilder text)
{
    // After them, code of the framework may have a value of the type.
    private static readonly ImmutableArray<OpCode> ExposingInstructions =
    [
        OpCodes.Box,
        OpCodes.Constrained,
        OpCodes.Newarr,
        OpCodes.Ldtoken,
    ];

    private readonly MetadataReader _metadata = assembly.Metadata;
    private readonly SignatureReader _signatures = new(assembly, references) { IsInBody = true };

    public void Read(MethodBodyBlock body)
    {
        text.Append(CultureInfo.InvariantCulture, $"body {body.LocalVariablesInitialized}\n");
        if (!body.LocalSignature.IsNil)
        {
            text.Append(_signatures.ReadSignature(body.LocalSignature)).Append('\n');
        }

        BlobReader code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            ReadInstruction(ref code);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            text.Append(CultureInfo.InvariantCulture, $"{region.Kind} {region.TryOffset} {region.TryLength} ");
            text.Append(CultureInfo.InvariantCulture, $"{region.HandlerOffset} {region.HandlerLength} {region.FilterOffset} ");
            text.Append(region.CatchType.IsNil ? "" : _signatures.ReadType(region.CatchType).Text).Append('\n');
        }
    }

    private void ReadInstruction(ref BlobReader code)
    {
        int value = code.ReadByte();
        OpCode instruction = InstructionSet.Get(value == InstructionSet.FirstOfTwo ? (value << 8) | code.ReadByte() : value);
        text.Append(instruction.Name).Append(' ');
        switch (instruction.OperandType)
        {
            case OperandType.InlineString:
                string literal = _metadata.GetUserString(MetadataTokens.UserStringHandle(code.ReadInt32() & 0xFFFFFF));
                text.Append(CultureInfo.InvariantCulture, $"{literal.Length} {literal}");
                break;
            case OperandType.InlineMethod
            or OperandType.InlineField
            or OperandType.InlineType
            or OperandType.InlineTok
            or OperandType.InlineSig:
                ReadToken(instruction, MetadataTokens.EntityHandle(code.ReadInt32()));
                break;
            default:
                text.Append(Convert.ToHexString(code.ReadBytes(GetOperandSize(instruction.OperandType, code))));
                break;
        }

        text.Append('\n');
    }

    private static int GetOperandSize(OperandType type, BlobReader code) =>
        InstructionSet.GetOperandSize(type) + (type is OperandType.InlineSwitch ? sizeof(int) * code.ReadInt32() : 0);

    private void ReadToken(OpCode instruction, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.StandaloneSignature:
                text.Append(_signatures.ReadSignature((StandaloneSignatureHandle)handle));
                break;
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                ReadType(instruction, _signatures.ReadType(handle));
                break;
            case HandleKind.FieldDefinition:
            case HandleKind.MemberReference
                when _metadata.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Field:
                (TypeName? type, string name, string field) = _signatures.ReadField(handle);
                AddMember(ReferenceKind.Field, type, name, slot: "");
                text.Append(field);
                break;
            default:
                MethodText method = _signatures.ReadMethod(handle);
                AddMember(ReferenceKind.Method, method.Type, method.Key, method.Slot);
                text.Append(method.Text);
                break;
        }
    }

    private void ReadType(OpCode instruction, TypeText type)
    {
        text.Append(type);
        if (ExposingInstructions.Contains(instruction))
        {
            references.Expose(type);
        }
    }

    private void AddMember(ReferenceKind kind, TypeName? type, string key, string slot)
    {
        if (type is { } definition)
        {
            references.Add(new Reference(kind, definition, key, slot));
        }
    }
}
