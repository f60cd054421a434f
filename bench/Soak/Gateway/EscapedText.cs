using System.Buffers;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>
/// The simulated text as the inside of a JSON string. Texts of odd seeds come with everything but ASCII escaped, those of even seeds as
/// raw UTF-8: gateways do either.
/// </summary>
internal static class EscapedText
{
    /// <summary>Room that <see cref="Write(long, int, Span{byte})"/> needs.</summary>
    public const int MaxTokenBytes = SimulatedText.MaxTokenBytes * JsonText.MaxExpansion;

    /// <summary>Writes one token; allocates nothing.</summary>
    /// <param name="seed">The request's.</param>
    /// <param name="index">Which token, from 0.</param>
    /// <param name="destination">At least <see cref="MaxTokenBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(long seed, int index, Span<byte> destination)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        token = token[..SimulatedText.WriteToken(seed, index, token)];
        return (seed & 1) == 1 ? JsonText.EscapeToAscii(token, destination) : JsonText.Escape(token, destination);
    }

    /// <summary>Writes the first tokens; allocates nothing of its own.</summary>
    public static void Write(IBufferWriter<byte> output, long seed, int tokens)
    {
        for (int index = 0; index < tokens; index++)
        {
            output.Advance(Write(seed, index, output.GetSpan(MaxTokenBytes)));
        }
    }
}
