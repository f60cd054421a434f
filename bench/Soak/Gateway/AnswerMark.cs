using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>How it is known that an answer comes from a simulated gateway, and how many tokens it should have: see <see cref="Content.SimulatedText.TokensIn"/>.</summary>
internal static class AnswerMark
{
    /// <summary>Of an answer without tokens; with them it goes on with a hyphen and their number.</summary>
    public static ReadOnlySpan<byte> Fingerprint => "hotpath-1"u8;

    /// <summary>Bytes of a <c>system_fingerprint</c>, at most.</summary>
    public const int MaxFingerprintBytes = 32;

    /// <param name="tokens">Of the whole answer.</param>
    public static void WriteFingerprint(IBufferWriter<byte> output, int tokens)
    {
        Span<byte> room = output.GetSpan(MaxFingerprintBytes);
        output.Advance(WriteFingerprint(room, tokens));
    }

    /// <returns>Its length.</returns>
    public static int WriteFingerprint(Span<byte> destination, int tokens)
    {
        Fingerprint.CopyTo(destination);
        destination[Fingerprint.Length] = (byte)'-';
        tokens.TryFormat(destination[(Fingerprint.Length + 1)..], out int digits, default, CultureInfo.InvariantCulture);
        return Fingerprint.Length + 1 + digits;
    }

    /// <summary>The <c>id</c> of an answer whose endpoint has no fingerprint.</summary>
    /// <param name="prefix">One of those that <see cref="Content.SimulatedText.IsId"/> knows.</param>
    public static byte[] IdOf(ReadOnlySpan<byte> prefix, long completion, int tokens)
    {
        ArrayBufferWriter<byte> id = new();
        CompletionId.Write(id, prefix, completion);
        id.Write("-"u8);
        JsonNumber.Write(id, tokens);
        return id.WrittenSpan.ToArray();
    }
}
