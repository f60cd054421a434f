using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>The <c>id</c> of an answer, made from its number.</summary>
internal static class CompletionId
{
    private const int Digits = 24;

    private static ReadOnlySpan<byte> Chat => "chatcmpl-"u8;

    /// <summary>Bytes of a chat answer's id.</summary>
    public const int Length = 9 + Digits;

    /// <summary>A chat answer's.</summary>
    /// <param name="completion">The answer's number, not negative.</param>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public static void Write(Span<byte> destination, long completion)
    {
        Chat.CopyTo(destination);
        completion.TryFormat(destination[^Digits..], out _, "x24", CultureInfo.InvariantCulture);
    }

    /// <summary>A chat answer's.</summary>
    public static void Write(IBufferWriter<byte> output, long completion) => Write(output, Chat, completion);

    /// <param name="prefix">What ids of this kind begin with.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> prefix, long completion)
    {
        output.Write(prefix);
        completion.TryFormat(output.GetSpan(Digits), out int written, "x24", CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <param name="prefix">What ids of this kind begin with.</param>
    public static byte[] Of(ReadOnlySpan<byte> prefix, long completion)
    {
        Span<byte> digits = stackalloc byte[Digits];
        completion.TryFormat(digits, out _, "x24", CultureInfo.InvariantCulture);
        return [.. prefix, .. digits];
    }
}
