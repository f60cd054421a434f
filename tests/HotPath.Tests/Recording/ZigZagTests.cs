using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class ZigZagTests
{
    public static TheoryData<long, string> Table => new()
    {
        { 0, "00" },
        { 1, "02" },
        { -1, "01" },
        { -2, "03" },
        { 63, "7E" },
        { 64, "8001" },
        { -64, "7F" },
        { -65, "8101" },
        { 8_191, "FE7F" },
        { 8_192, "808001" },
        { -33_791, "FD8F04" },
        { 1L << 31, "8080808010" },
        { (1L << 55) - 1, "FEFFFFFFFFFFFF7F" },
        { 1L << 55, "808080808080808001" },
        { 1L << 62, "808080808080808080" },
        { long.MaxValue, "FEFFFFFFFFFFFFFFFF" },
        { long.MinValue, "FFFFFFFFFFFFFFFFFF" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Write_KnownNumber_IsItsBytes(long value, string expected)
    {
        byte[] output = new byte[ZigZag.MaxBytes];

        int length = ZigZag.Write(output, value);

        Assert.Equal(expected, Convert.ToHexString(output, 0, length));
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Read_KnownBytes_IsTheNumberAndLeavesWhatFollows(long expected, string bytes)
    {
        int length = ZigZag.Read(Convert.FromHexString(bytes + "FF"), out long value);

        Assert.Equal(expected, value);
        Assert.Equal(bytes.Length / 2, length);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Read_AnyPrefix_IsNoNumber(long number, string bytes)
    {
        byte[] whole = Convert.FromHexString(bytes);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.True(ZigZag.Read(whole.AsSpan(0, length), out _) == 0, $"{length} bytes of {number} were read.");
        }
    }
}
