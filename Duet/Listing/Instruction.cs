using System.Reflection;
using System.Reflection.Emit;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>One instruction of a method (ECMA-335, partition III).</summary>
/// <param name="Code">What it does.</param>
/// <param name="Token">The field, method or type that it names; 0 for none.</param>
internal readonly record struct Instruction(OpCode Code, int Token)
{
    private const byte FirstOfTwo = 0xFE;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Reads the instructions of a method; none where it has no body.</summary>
    public static IEnumerable<Instruction> Read(MethodBase method)
    {
        byte[] bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at < bytes.Length; )
        {
            short value = bytes[at] == FirstOfTwo ? (short)(FirstOfTwo << 8 | bytes[at + 1]) : bytes[at];
            OpCode code = Codes[value];
            at += code.Size;
            bool hasToken = code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok;
            yield return new Instruction(code, hasToken ? BitConverter.ToInt32(bytes, at) : 0);
            at += GetOperandSize(code.OperandType, bytes, at);
        }
    }

    private static int GetOperandSize(OperandType type, byte[] bytes, int at) =>
        type switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => sizeof(byte),
            OperandType.InlineVar => sizeof(short),
            OperandType.InlineI8 or OperandType.InlineR => sizeof(long),
            OperandType.InlineSwitch => sizeof(int) * (1 + BitConverter.ToInt32(bytes, at)),
            _ => sizeof(int),
        };
}
