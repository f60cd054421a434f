using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

public sealed class ByteCountTextTests
{
    [Theory]
    [InlineData("0 B", 0, "0 B")]
    [InlineData("64 B", 64, "64 B")]
    [InlineData("64B", 64, "64 B")]
    [InlineData("2048 B", 2_048, "2 KiB")]
    [InlineData("3 MiB", 3 << 20, "3 MiB")]
    public void TryParse_Amount_IsItsBytesAndReadsBack(string text, long expected, string formatted)
    {
        Assert.True(ByteCountText.TryParse(text, out long bytes, out _));
        Assert.Equal(expected, bytes);
        Assert.Equal(formatted, ByteCountText.Format(bytes));
    }

    [Theory]
    [InlineData("64")]
    [InlineData("-1 B")]
    [InlineData("1.5 KiB")]
    [InlineData("64  B")]
    [InlineData("64 kB")]
    public void TryParse_AnythingElse_SaysWhatItMustBe(string text)
    {
        Assert.False(ByteCountText.TryParse(text, out _, out string? problem));
        Assert.Equal(ByteCountText.Expectation, problem);
    }
}
