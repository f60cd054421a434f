using HotPath.Requests;
using HotPath.Soak.Content;
using HotPath.Soak.Scenarios.Traces;

namespace HotPath.Soak.Load;

/// <summary>
/// The prompts of a replayed trace: as many words as it had tokens. Blocks that the trace calls the same have the same text, so that
/// what a gateway or a model keeps of prefixes is found as often as it was.
/// </summary>
internal static class TracePrompts
{
    /// <param name="textSeed">Of the run's phase: another one gives other texts for the same blocks, which no cache can know yet.</param>
    /// <param name="ownSeed">Of the request: what no block says.</param>
    public static void WriteTo(PooledBuffer output, TraceRequest request, long textSeed, long ownSeed)
    {
        int left = request.InputTokens;
        for (int i = 0; i < request.Blocks.Count && left > 0; i++)
        {
            int words = Math.Min(left, TraceRequest.BlockTokens);
            PlainWords.WriteTo(output, SplitMix64.At((ulong)textSeed, (ulong)request.Blocks[i]), words);
            left -= words;
        }

        PlainWords.WriteTo(output, (ulong)ownSeed, left);
    }
}
