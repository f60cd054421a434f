using System.Globalization;
using System.Text;

namespace HotPath.Micro.Sse;

/// <summary>Makes streams of server-sent events; the same bytes on every machine.</summary>
internal static class SseCorpus
{
    private const int Seed = 1_729;
    private const int LargeDataBytes = 64 << 10;

    private static readonly string[] Tokens =
        [" the", " a", " gateway", " stream", " of", " and", " to", " is", ",", ".", "\\n", " \\\"quoted\\\"", " caf\u00E9", " \u4E16", " latency"];

    private static readonly string[] Words = ["a", "line", "of", "text", "that", "an", "answer", "may", "well", "hold,", "gateway", "latency", "caf\u00E9"];

    /// <summary>At least <paramref name="minBytes"/>, ending with a whole event.</summary>
    public static byte[] Create(SseCorpusKind kind, int minBytes)
    {
        Random random = new(Seed);
        StringBuilder stream = new();
        string id = RandomId(random);
        while (stream.Length < minBytes)
        {
            AppendEvent(stream, kind, id, random);
            if (random.Next(200) == 0) id = RandomId(random); // as when one answer ends and another begins
        }

        if (kind == SseCorpusKind.OpenAiChunksCrLf) stream.Replace("\n", "\r\n");
        return Encoding.UTF8.GetBytes(stream.ToString());
    }

    private static void AppendEvent(StringBuilder stream, SseCorpusKind kind, string id, Random random)
    {
        switch (kind)
        {
            case SseCorpusKind.OpenAiChunks or SseCorpusKind.OpenAiChunksCrLf:
                AppendChatChunk(stream, id, Tokens[random.Next(Tokens.Length)]);
                break;
            case SseCorpusKind.OpenAiChunksKeptAlive:
                AppendChatChunk(stream, id, Tokens[random.Next(Tokens.Length)]);
                stream.Append(": keep-alive\n\n");
                break;
            case SseCorpusKind.Tiny:
                stream.Append("data: ").Append((char)('a' + random.Next(26))).Append("\n\n");
                break;
            case SseCorpusKind.AnthropicDeltas:
                AppendContentDelta(stream, Tokens[random.Next(Tokens.Length)]);
                break;
            case SseCorpusKind.MultiLine:
                for (int lines = random.Next(2, 7); lines > 0; lines--) AppendTextLine(stream, random);
                stream.Append('\n');
                break;
            case SseCorpusKind.LargeEvents:
                stream.Append("data: ").Append(random.GetHexString(LargeDataBytes)).Append("\n\n");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private static void AppendChatChunk(StringBuilder stream, string id, string token) =>
        stream.Append(CultureInfo.InvariantCulture, $$"""
            data: {"id":"chatcmpl-{{id}}","object":"chat.completion.chunk","created":1700000000,"model":"sim-small","choices":[{"index":0,"delta":{"content":"{{token}}"},"logprobs":null,"finish_reason":null}]}
            """).Append("\n\n");

    private static void AppendContentDelta(StringBuilder stream, string token) =>
        stream.Append("event: content_block_delta\n").Append(CultureInfo.InvariantCulture, $$$"""
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{token}}}"}}
            """).Append("\n\n");

    private static void AppendTextLine(StringBuilder stream, Random random)
    {
        stream.Append("data:");
        for (int words = random.Next(1, 9); words > 0; words--) stream.Append(' ').Append(Words[random.Next(Words.Length)]);
        stream.Append('\n');
    }

    private static string RandomId(Random random) => random.GetHexString(20, lowercase: true);
}
