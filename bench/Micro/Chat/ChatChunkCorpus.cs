using System.Globalization;
using System.Text;

namespace HotPath.Micro.Chat;

/// <summary>Makes chunks as OpenAI's API sends them; the same bytes on every machine.</summary>
internal static class ChatChunkCorpus
{
    /// <summary>How many chunks each kind has: 36 KB, as near as what has just come from a socket.</summary>
    public const int Count = 128;

    private const int ChunksPerStream = 32;
    private const int Seed = 1_729;

    private static readonly string[] Tokens =
        [" the", " a", " gateway", " stream", " of", " and", " to", " is", ",", ".", " tokens", " Hello", " caf\u00E9", " latency", " 42", " performance"];

    private static readonly string[] EscapedTokens = [" the\\n", "\\n\\n", "\\\"quoted\\\"", " caf\\u00e9", " C:\\\\", " \\uD83D\\uDE00", ".\\n", "\\t"];

    /// <param name="kind">One of those that the benchmark lists.</param>
    public static byte[][] Create(string kind)
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, Count).Select(index => Encoding.UTF8.GetBytes(kind switch
        {
            "content" => Content(stream: 0, Pick(random, Tokens)),
            "padded" => Content(stream: 0, Pick(random, Tokens), $",\"obfuscation\":\"{random.GetHexString(random.Next(2, 16))}\""),
            "escaped" => Content(stream: 0, Pick(random, EscapedTokens)),
            "usage" => Usage(stream: 0, random.Next(10, 2_000), random.Next(10, 2_000)),
            "streams" => OfStream(index / ChunksPerStream, index % ChunksPerStream, random),
            "unlike" => $$"""{"x{{index}}":0,""" + Content(stream: 0, Pick(random, Tokens))[1..], // a name of its own in each
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        }))];
    }

    private static string OfStream(int stream, int index, Random random) => index switch
    {
        0 => Chunk(stream, """{"role":"assistant","content":"","refusal":null}""", "null"),
        ChunksPerStream - 2 => Chunk(stream, "{}", "\"stop\""),
        ChunksPerStream - 1 => Usage(stream, 12, ChunksPerStream - 3),
        _ => Content(stream, Pick(random, Tokens)),
    };

    private static string Content(int stream, string token, string more = "") => Chunk(stream, $$"""{"content":"{{token}}"}""", "null", more);

    private static string Chunk(int stream, string delta, string finishReason, string more = "") =>
        Head(stream) + $$""" "choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finishReason}}}],"usage":null{{more}}}""".TrimStart();

    private static string Usage(int stream, int prompt, int completion) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{{{Head(stream)}}}"choices":[],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{completion}}},"total_tokens":{{{prompt + completion}}}}}""");

    private static string Head(int stream) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"id":"chatcmpl-{{new Random(stream).GetHexString(29)}}","object":"chat.completion.chunk","created":{{1_700_000_000 + stream}},"model":"gpt-4o-mini","system_fingerprint":"fp_44709d6fcb",""");

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
