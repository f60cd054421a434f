using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>Reads the member <c>messages</c>, of which chat and messages requests demand the same.</summary>
internal static class RequestMessages
{
    public const string Expected = "an array of at least one message";

    /// <returns>The messages' JSON text as it came.</returns>
    public static ReadOnlySpan<byte> Read(scoped ref RequestReader reader)
    {
        if (!reader.EntersArray("messages", Expected)) return default;

        int start = reader.Position;
        int count = 0;
        while (reader.NextElement())
        {
            ReadMessage(ref reader, count);
            count++;
        }

        if (count == 0) reader.Fail(OpenAiError.WrongValue("messages", "an empty array", Expected));
        return reader.Since(start);
    }

    private static void ReadMessage(ref RequestReader reader, int index)
    {
        if (!reader.IsAt(JsonTokenType.StartObject))
        {
            reader.FailAt($"messages[{index}]", "an object with role and content");
            return;
        }

        bool hasRole = false;
        while (reader.NextMember())
        {
            if (reader.IsNamed("role"u8)) hasRole |= ReadRole(ref reader, index);
            else if (reader.IsNamed("content"u8)) ReadContent(ref reader, index);
            else reader.SkipValue();
        }

        if (!hasRole) reader.Fail(OpenAiError.Missing($"messages[{index}].role", "a string such as 'user'"));
    }

    /// <returns>Whether there is one, be it wrong.</returns>
    private static bool ReadRole(ref RequestReader reader, int index)
    {
        if (!reader.ToValue()) return false;
        if (!reader.IsAt(JsonTokenType.String)) reader.FailAt($"messages[{index}].role", "a string such as 'user'");
        return true;
    }

    private static void ReadContent(ref RequestReader reader, int index)
    {
        if (!reader.ToValue()) return;
        if (reader.IsAt(JsonTokenType.String) || reader.IsAt(JsonTokenType.StartArray)) reader.Skip();
        else reader.FailAt($"messages[{index}].content", "a string or an array of parts");
    }
}
