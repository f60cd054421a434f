using System.Globalization;
using System.Text;

namespace HotPath.Soak.Gateway;

/// <summary>One input to embed.</summary>
/// <param name="Content">What its vector is made from: the text in UTF-8; of tokens their numbers, with commas between.</param>
/// <param name="Tokens">How many it counts as.</param>
internal readonly record struct EmbeddingInput(byte[] Content, int Tokens)
{
    private const int BytesPerToken = 4;

    public static EmbeddingInput OfText(ReadOnlySpan<byte> utf8) => new(utf8.ToArray(), Math.Max(1, utf8.Length / BytesPerToken));

    public static EmbeddingInput OfTokens(IReadOnlyCollection<long> tokens) =>
        new(Encoding.ASCII.GetBytes(string.Join(',', tokens.Select(token => token.ToString(CultureInfo.InvariantCulture)))), tokens.Count);
}
