using HotPath.Analysis.Words;

namespace HotPath.Tests.Words;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500us", 5_000)]
    [InlineData("0.1us", 1)]
    [InlineData("500ms", 5_000_000)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("30s", 300_000_000)]
    [InlineData("2m", 1_200_000_000)]
    [InlineData("24h", 864_000_000_000)]
    [InlineData("720h", 25_920_000_000_000)]
    [InlineData("1e3ms", 10_000_000)]
    [InlineData("-5s", -50_000_000)]
    public void TryParse_Duration_IsExact(string text, long ticks)
    {
        Assert.True(DurationText.TryParse(text, out TimeSpan value, out _));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData(" 30s")]
    [InlineData("30s\n")]
    [InlineData("30 s")]
    [InlineData("30S")]
    [InlineData("1m30s")]
    [InlineData("NaNs")]
    [InlineData("0x1s")]
    [InlineData("1,5s")]
    [InlineData("720.1h")]
    [InlineData("1e400s")]
    public void TryParse_NoDuration_SaysWhatItMustBe(string text)
    {
        Assert.False(DurationText.TryParse(text, out _, out string? problem));
        Assert.StartsWith("it must be ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "0.1us")]
    [InlineData(5_000, "500us")]
    [InlineData(15_000_000, "1500ms")]
    [InlineData(900_000_000, "90s")]
    [InlineData(1_200_000_000, "2m")]
    [InlineData(864_000_000_000, "24h")]
    public void Format_Duration_IsInTheLargestWholeUnit(long ticks, string text)
    {
        Assert.Equal(text, DurationText.Format(new TimeSpan(ticks)));
    }

    [Fact]
    public void Format_AnyDuration_ReadsBackEqual()
    {
        Random random = new(1);
        for (int i = 0; i < 1_000; i++)
        {
            TimeSpan value = new(random.NextInt64(1L << random.Next(1, 44)));

            Assert.True(DurationText.TryParse(DurationText.Format(value), out TimeSpan read, out _), $"{value.Ticks} ticks");
            Assert.Equal(value, read);
        }
    }
}
