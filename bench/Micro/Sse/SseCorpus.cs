using System.Globalization;
using System.Text;

namespace HotPath.Micro.Sse;

/// <summary>Which stream a benchmark reads.</summary>
public enum SseCorpusKind
{
    /// <summary>Chat chunks as OpenAI's API sends them, about 210 bytes an event.</summary>
    OpenAiChunks,

    /// <summary>The shortest events that carry something, 9 bytes each.</summary>
    Tiny,
}

/// <summary>Makes streams of server-sent events; the same bytes on every machine.</summary>
internal static class SseCorpus
{
    private const int Seed = 1_729;

    private static readonly string[] Tokens =
        [" the", " a", " gateway", " stream", " of", " and", " to", " is", ",", ".", "\\n", " \\\"quoted\\\"", " caf\u00E9", " \u4E16", " latency"];

    /// <summary>At least <paramref name="minBytes"/>, ending with a whole event.</summary>
    public static byte[] Create(SseCorpusKind kind, int minBytes)
    {
        Random random = new(Seed);
        StringBuilder stream = new();
        string id = RandomId(random);
        while (stream.Length < minBytes)
        {
            switch (kind)
            {
                case SseCorpusKind.OpenAiChunks:
                    AppendChatChunk(stream, id, Tokens[random.Next(Tokens.Length)]);
                    if (random.Next(200) == 0) id = RandomId(random); // as when one answer ends and another begins
                    break;
                case SseCorpusKind.Tiny:
                    stream.Append("data: ").Append((char)('a' + random.Next(26))).Append("\n\n");
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
            }
        }

        return Encoding.UTF8.GetBytes(stream.ToString());
    }

    private static void AppendChatChunk(StringBuilder stream, string id, string token) =>
        stream.Append(CultureInfo.InvariantCulture, $$"""
            data: {"id":"chatcmpl-{{id}}","object":"chat.completion.chunk","created":1700000000,"model":"sim-small","choices":[{"index":0,"delta":{"content":"{{token}}"},"logprobs":null,"finish_reason":null}]}
            """).Append("\n\n");

    private static string RandomId(Random random) => random.GetHexString(20, lowercase: true);
}
