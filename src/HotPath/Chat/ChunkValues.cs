namespace HotPath.Chat;

/// <summary>All that a chat-completion object says, its texts as places in the input.</summary>
internal struct ChunkValues
{
    public ChunkTexts Texts;
    public ChunkTokens Tokens;
    public int ChoiceCount;
    public bool HasUsage;
    public bool HasToolCalls;
    public bool HasError;
    public bool IsEnd;
}
