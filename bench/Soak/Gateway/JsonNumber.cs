using System.Buffers;
using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>Writes whole numbers into JSON.</summary>
internal static class JsonNumber
{
    private const int MaxInt64Digits = 20;

    public static void Write(IBufferWriter<byte> output, long number)
    {
        number.TryFormat(output.GetSpan(MaxInt64Digits), out int written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }
}
