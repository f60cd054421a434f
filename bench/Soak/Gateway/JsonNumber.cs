using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>Writes whole numbers into JSON.</summary>
internal static class JsonNumber
{
    /// <summary>Of the longest number.</summary>
    public const int MaxBytes = 20;

    public static void Write(IBufferWriter<byte> output, long number)
    {
        number.TryFormat(output.GetSpan(MaxBytes), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
