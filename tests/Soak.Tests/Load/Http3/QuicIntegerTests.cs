using HotPath.Soak.Load.Transports.Http3;

namespace HotPath.Soak.Tests.Load.Http3;

public sealed class QuicIntegerTests
{
    /// <summary>The examples of RFC 9000, appendix A.1.</summary>
    [Theory]
    [InlineData("c2197c5eff14e88c", 151_288_809_941_952_652)]
    [InlineData("9d7f3e7d", 494_878_333)]
    [InlineData("7bbd", 15_293)]
    [InlineData("25", 37)]
    [InlineData("4025", 37)]
    public void Read_ExamplesOfTheRfc_AreThose(string encoded, long value)
    {
        byte[] bytes = Convert.FromHexString(encoded);

        Assert.Equal(bytes.Length, QuicInteger.LengthOf(bytes[0]));
        Assert.Equal(value, QuicInteger.Read(bytes));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(63, 1)]
    [InlineData(64, 2)]
    [InlineData(16_383, 2)]
    [InlineData(16_384, 4)]
    [InlineData(1_073_741_823, 4)]
    [InlineData(1_073_741_824, 8)]
    [InlineData(4_611_686_018_427_387_903, 8)]
    public void Write_BothSidesOfEachLimit_TakesTheFewestBytes(long value, int expected)
    {
        byte[] bytes = new byte[QuicInteger.MaxBytes];

        int written = QuicInteger.Write(bytes, value);

        Assert.Equal(expected, written);
        Assert.Equal(expected, QuicInteger.LengthOf(bytes[0]));
        Assert.Equal(value, QuicInteger.Read(bytes));
    }
}
