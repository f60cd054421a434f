using System.Buffers;

namespace HotPath.Soak.Gateway;

/// <summary>The <c>usage</c> member of a chat answer and of a text completion.</summary>
internal static class ChatUsage
{
    public static void Write(IBufferWriter<byte> output, int promptTokens, int completionTokens)
    {
        output.Write("\"usage\":{\"prompt_tokens\":"u8);
        JsonNumber.Write(output, promptTokens);
        output.Write(",\"completion_tokens\":"u8);
        JsonNumber.Write(output, completionTokens);
        output.Write(",\"total_tokens\":"u8);
        JsonNumber.Write(output, promptTokens + completionTokens);
        output.Write("}"u8);
    }
}
