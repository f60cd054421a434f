using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotPath.Architecture.Tests.Metadata;

/// <summary>The metadata tokens among the operands of a method body, in their order.</summary>
internal static class IlOperands
{
    private const byte TwoByteLead = 0xFE;

    private static readonly Dictionary<ushort, OperandType> OperandTypes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    public static IReadOnlyList<EntityHandle> Of(BlobReader il)
    {
        List<EntityHandle> tokens = [];
        while (il.RemainingBytes > 0)
        {
            ushort code = il.ReadByte();
            if (code == TwoByteLead)
            {
                code = (ushort)((TwoByteLead << 8) | il.ReadByte());
            }

            OperandType operand = OperandTypes[code];
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig or OperandType.InlineTok or OperandType.InlineType)
            {
                tokens.Add(MetadataTokens.EntityHandle(il.ReadInt32()));
            }
            else
            {
                Skip(ref il, operand);
            }
        }

        return tokens;
    }

    private static void Skip(ref BlobReader il, OperandType operand)
    {
        int bytes = operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => sizeof(byte),
            OperandType.InlineVar => sizeof(short),
            OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => sizeof(int),
            OperandType.InlineI8 or OperandType.InlineR => sizeof(long),
            OperandType.InlineSwitch => il.ReadInt32() * sizeof(int),
            _ => throw new NotSupportedException($"An instruction has an operand of kind {operand}, whose length is not known here; add it."),
        };
        il.Offset += bytes;
    }
}
