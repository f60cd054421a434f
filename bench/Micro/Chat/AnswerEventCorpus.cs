using System.Globalization;
using System.Text;

namespace HotPath.Micro.Chat;

/// <summary>Makes the events that bring tokens, as the two endpoints send them; the same bytes on every machine.</summary>
internal static class AnswerEventCorpus
{
    /// <summary>How many events each kind has.</summary>
    public const int Count = 128;

    private static readonly string[] Tokens = [" the", " a", " gateway", " caf\u00E9", " of", ",", " tokens", " performance"];

    /// <param name="kind">One of those that the benchmark lists.</param>
    public static byte[][] Create(string kind) => [.. Enumerable.Range(0, Count).Select(index => Encoding.UTF8.GetBytes(kind switch
    {
        "responses" => Response(index),
        "messages" => Message(index),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    }))];

    private static string Response(int index) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"type":"response.output_text.delta","sequence_number":{{index + 4}},"item_id":"msg_68a1f0c2b7d48190a3e5c7f9","output_index":0,"content_index":0,"delta":"{{TokenOf(index)}}","logprobs":[]}""");

    private static string Message(int index) =>
        $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{TokenOf(index)}}}"}}""";

    private static string TokenOf(int index) => Tokens[index % Tokens.Length];
}
