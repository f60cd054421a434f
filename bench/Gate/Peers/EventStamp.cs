using System.Buffers.Text;

namespace HotPath.Gate.Peers;

/// <summary>
/// The comment before an event that says when it was due, as the simulated gateway writes it where it is asked to: a time stamp of the clock
/// that all processes of a machine share.
/// </summary>
internal static class EventStamp
{
    public const string Prefix = ": due ";

    /// <summary>A request's header that asks the simulated gateway for stamps.</summary>
    public const string Header = "X-HotPath-Stamp";

    public const string HeaderValue = "due";

    public static ReadOnlySpan<byte> PrefixUtf8 => ": due "u8;

    /// <summary>Takes the next stamp out of a part of a stream.</summary>
    /// <param name="text">Cut behind what was taken; where nothing was, behind all that is of no use any more.</param>
    public static bool TryTake(ref ReadOnlySpan<byte> text, out long dueAt)
    {
        dueAt = 0;
        int start = text.IndexOf(PrefixUtf8);
        if (start < 0)
        {
            text = text[^Math.Min(text.Length, PrefixUtf8.Length - 1)..]; // the prefix may have begun
            return false;
        }

        ReadOnlySpan<byte> digits = text[(start + PrefixUtf8.Length)..];
        int end = digits.IndexOf((byte)'\n');
        if (end < 0)
        {
            text = text[start..];
            return false;
        }

        bool isNumber = Utf8Parser.TryParse(digits[..end], out dueAt, out int length) && length == end;
        text = digits[end..];
        return isNumber || TryTake(ref text, out dueAt);
    }
}
