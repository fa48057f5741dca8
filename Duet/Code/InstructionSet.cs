using System.Reflection;
using System.Reflection.Emit;

namespace ConcurrencyBench.Duet.Code;

/// <summary>The instructions of methods (ECMA-335, partition III).</summary>
internal static class InstructionSet
{
    /// <summary>The first byte of an instruction of two.</summary>
    public const byte FirstOfTwo = 0xFE;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <param name="value">Its byte, or its two as one number, the first one high.</param>
    /// <exception cref="BadImageFormatException">There is none.</exception>
    public static OpCode Get(int value) =>
        Codes.TryGetValue(value, out OpCode code) ? code : throw new BadImageFormatException("There is no such instruction.");

    /// <returns>The bytes of an operand. Those of a switch are its count, behind which 4 bytes for each target come.</returns>
    public static int GetOperandSize(OperandType type) =>
        type switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => sizeof(byte),
            OperandType.InlineVar => sizeof(short),
            OperandType.InlineI8 or OperandType.InlineR => sizeof(long),
            _ => sizeof(int),
        };
}
