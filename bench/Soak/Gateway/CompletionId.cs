using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>The <c>id</c> of a chat answer, made from its number.</summary>
internal static class CompletionId
{
    private const int Digits = 24;

    /// <summary>Bytes of an id.</summary>
    public const int Length = 9 + Digits;

    /// <param name="completion">The answer's number, not negative.</param>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    public static void Write(Span<byte> destination, long completion)
    {
        "chatcmpl-"u8.CopyTo(destination);
        completion.TryFormat(destination[^Digits..], out _, "x24", CultureInfo.InvariantCulture);
    }

    public static void Write(IBufferWriter<byte> output, long completion)
    {
        Write(output.GetSpan(Length)[..Length], completion);
        output.Advance(Length);
    }
}
