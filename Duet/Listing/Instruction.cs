using System.Reflection;
using System.Reflection.Emit;
using ConcurrencyBench.Duet.Code;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>One instruction of a method.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Token">The field, method or type that it names; 0 for none.</param>
internal readonly record struct Instruction(OpCode Code, int Token)
{
    /// <summary>Reads the instructions of a method; none where it has no body.</summary>
    /// <exception cref="BadImageFormatException">It has one that does not exist.</exception>
    public static IEnumerable<Instruction> Read(MethodBase method)
    {
        byte[] bytes = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at < bytes.Length; )
        {
            OpCode code = InstructionSet.Get(bytes[at] == InstructionSet.FirstOfTwo ? (bytes[at] << 8) | bytes[at + 1] : bytes[at]);
            at += code.Size;
            bool hasToken = code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok;
            yield return new Instruction(code, hasToken ? BitConverter.ToInt32(bytes, at) : 0);
            int targets = code.OperandType is OperandType.InlineSwitch ? BitConverter.ToInt32(bytes, at) : 0;
            at += InstructionSet.GetOperandSize(code.OperandType) + (targets * sizeof(int));
        }
    }
}
