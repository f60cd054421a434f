using System.Buffers;
using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>
/// The text of one answer as it is sent: <see cref="SimulatedText"/>, but for a token that is lost, repeated, out of its place or altered on
/// purpose. As the inside of a JSON string texts of odd seeds come with everything but ASCII escaped, those of even seeds as raw UTF-8:
/// gateways do either.
/// </summary>
/// <param name="seed">The request's.</param>
/// <param name="tokens">Those that it should have.</param>
/// <param name="fault">Of the answer.</param>
internal readonly struct AnswerText(long seed, int tokens, AnswerFault fault)
{
    /// <summary>Room that <see cref="Write(int, Span{byte})"/> needs.</summary>
    public const int MaxTokenBytes = SimulatedText.MaxTokenBytes * JsonText.MaxExpansion;

    /// <summary>Tokens that are sent.</summary>
    public int Count => fault.Kind switch
    {
        FaultKind.Lose => tokens - 1,
        FaultKind.Repeat => tokens + 1,
        _ => tokens,
    };

    /// <summary>Writes one token, escaped; allocates nothing.</summary>
    /// <param name="place">Which of those that are sent, from 0.</param>
    /// <param name="destination">At least <see cref="MaxTokenBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public int Write(int place, Span<byte> destination)
    {
        Span<byte> token = stackalloc byte[SimulatedText.MaxTokenBytes];
        token = token[..WritePlain(place, token)];
        return (seed & 1) == 1 ? JsonText.EscapeToAscii(token, destination) : JsonText.Escape(token, destination);
    }

    /// <summary>Writes all that is sent, escaped; allocates nothing of its own.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        for (int place = 0; place < Count; place++)
        {
            output.Advance(Write(place, output.GetSpan(MaxTokenBytes)));
        }
    }

    /// <summary>Writes one token as it is; allocates nothing.</summary>
    /// <param name="place">Which of those that are sent, from 0.</param>
    /// <param name="destination">At least <see cref="SimulatedText.MaxTokenBytes"/>.</param>
    /// <returns>Bytes written.</returns>
    public int WritePlain(int place, Span<byte> destination)
    {
        if (place < fault.At) return SimulatedText.WriteToken(seed, place, destination); // the way of nearly all

        return fault.Kind switch
        {
            FaultKind.Lose => SimulatedText.WriteToken(seed, place + 1, destination),
            FaultKind.Repeat when place > fault.At => SimulatedText.WriteToken(seed, place - 1, destination),
            FaultKind.Reorder when place == fault.At => SimulatedText.WriteToken(seed, place + 1, destination),
            FaultKind.Reorder when place == fault.At + 1 => SimulatedText.WriteToken(seed, place - 1, destination),
            FaultKind.Alter when place == fault.At => SimulatedText.WriteAlteredToken(seed, place, destination),
            _ => SimulatedText.WriteToken(seed, place, destination),
        };
    }
}
