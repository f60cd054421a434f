using HotPath.Soak.Content;

namespace HotPath.Soak.Gateway;

/// <summary>The text of one answer as it is sent: <see cref="SimulatedText"/>, but for a token that is lost, repeated, out of its place or altered on purpose.</summary>
/// <param name="seed">The request's.</param>
/// <param name="tokens">Those that it should have.</param>
/// <param name="fault">Of the answer.</param>
internal readonly struct AnswerText(long seed, int tokens, AnswerFault fault)
{
    public long Seed => seed;

    /// <summary>Tokens that are sent.</summary>
    public int Count => fault.Kind switch
    {
        FaultKind.Lose => tokens - 1,
        FaultKind.Repeat => tokens + 1,
        _ => tokens,
    };

    /// <summary>Tokens that it should have, whatever is sent.</summary>
    public int Tokens => tokens;

    /// <summary>Allocates nothing.</summary>
    /// <param name="place">Which of those that are sent, from 0.</param>
    /// <param name="destination">At least <see cref="SimulatedText.MaxTokenBytes"/>.</param>
    /// <returns>The token's length in bytes.</returns>
    public int WriteToken(int place, Span<byte> destination)
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
