using System.Runtime.CompilerServices;

namespace HotPath.Chat;

/// <summary>Tokens of the prompt, tokens generated and their sum; 0 when not given.</summary>
/// <remarks>Of an index and not each of a name, so that a template needs no branch to tell them apart.</remarks>
[InlineArray(Count)]
internal struct ChunkTokens
{
    public const int Prompt = 0;
    public const int Completion = 1;
    public const int Total = 2;
    public const int Count = 3;

    private long _prompt;
}
