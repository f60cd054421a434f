using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>The <c>usage</c> member of a chat answer.</summary>
internal static class ChatUsage
{
    private const int MaxInt32Digits = 11;

    public static void Write(IBufferWriter<byte> output, int promptTokens, int completionTokens)
    {
        output.Write("\"usage\":{\"prompt_tokens\":"u8);
        Write(output, promptTokens);
        output.Write(",\"completion_tokens\":"u8);
        Write(output, completionTokens);
        output.Write(",\"total_tokens\":"u8);
        Write(output, promptTokens + completionTokens);
        output.Write("}"u8);
    }

    private static void Write(IBufferWriter<byte> output, int number)
    {
        number.TryFormat(output.GetSpan(MaxInt32Digits), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
