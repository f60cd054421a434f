namespace HotPath.Chat;

/// <summary>What stands in a slot. The texts that are read come first, each under the number of its <see cref="ChunkText"/>.</summary>
internal enum SlotKind : byte
{
    /// <summary>Any other string's inside.</summary>
    OtherText = ChunkTexts.Count,

    /// <summary>The count of that name that counts.</summary>
    PromptTokens,

    /// <summary>The count of that name that counts.</summary>
    CompletionTokens,

    /// <summary>The count of that name that counts.</summary>
    TotalTokens,

    /// <summary>A number that is not read.</summary>
    OtherNumber,

    /// <summary>Such numbers, with commas between.</summary>
    OtherNumbers,
}
