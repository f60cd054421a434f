using System.Text.Json;

namespace HotPath.Chat;

/// <summary>What the parts of a whole answer hold: of several texts the first that is not empty.</summary>
internal struct AnswerParts
{
    public JsonStringToken Content;
    public JsonStringToken Reasoning;
    public bool HasToolCalls;

    /// <summary>Reads the list that the reader is at, of parts or of items that have parts; what is none of these is passed over.</summary>
    public static void Read(ref Utf8JsonReader reader, ref AnswerParts found)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject) ReadPart(ref reader, ref found);
            else reader.Skip();
        }
    }

    /// <returns>False: the reader is at neither a text nor a null.</returns>
    public static bool TryReadText(in Utf8JsonReader reader, out JsonStringToken text)
    {
        text = reader.TokenType == JsonTokenType.String
            ? new((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped)
            : default;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null;
    }

    // The kind may come behind the text.
    private static void ReadPart(ref Utf8JsonReader reader, ref AnswerParts found)
    {
        bool isContent = false;
        bool isReasoning = false;
        JsonStringToken text = default;
        JsonStringToken thinking = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            bool isType = reader.ValueTextEquals("type"u8);
            bool isText = reader.ValueTextEquals("text"u8);
            bool isThinking = reader.ValueTextEquals("thinking"u8);
            bool isList = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("summary"u8);
            reader.Read();
            if (isType)
            {
                isContent = Is(reader, "output_text"u8) || Is(reader, "text"u8);
                isReasoning = Is(reader, "reasoning_text"u8) || Is(reader, "summary_text"u8) || Is(reader, "thinking"u8);
                found.HasToolCalls |= Is(reader, "function_call"u8) || Is(reader, "tool_use"u8);
            }

            if (isText) TryReadText(reader, out text);
            if (isThinking) TryReadText(reader, out thinking);
            if (isList && reader.TokenType == JsonTokenType.StartArray) Read(ref reader, ref found);
            else reader.Skip();
        }

        if (isContent && found.Content.Length == 0) found.Content = text;
        if (isReasoning && found.Reasoning.Length == 0) found.Reasoning = thinking.Length > 0 ? thinking : text;
    }

    private static bool Is(in Utf8JsonReader reader, ReadOnlySpan<byte> kind) => reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(kind);
}
