using HotPath.Soak.Load.Retrying;

namespace HotPath.Soak.Tests.Load.Retrying;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(1994, 11, 6, 8, 49, 30, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "7", 7.0)]
    [InlineData(null, "0", 0.0)]
    [InlineData(null, "1.5", 1.5)]
    [InlineData("250", null, 0.25)]
    [InlineData("250", "7", 0.25)] // the finer one, as SDKs prefer it
    [InlineData("soon", "7", 7.0)]
    [InlineData(null, "Sun, 06 Nov 1994 08:49:37 GMT", 7.0)]
    [InlineData(null, "Sunday, 06-Nov-94 08:49:37 GMT", 7.0)] // obsolete, but to be taken
    [InlineData(null, "Sun Nov  6 08:49:37 1994", 7.0)]
    [InlineData(null, "Sun, 06 Nov 1994 08:49:00 GMT", 0.0)] // gone by already
    [InlineData(null, "1e300", null)]
    [InlineData(null, "99999999999999999999999999", 31_536_000.0)]
    [InlineData(null, "-1", null)]
    [InlineData(null, "NaN", null)]
    [InlineData(null, "tomorrow", null)]
    [InlineData(null, "", null)]
    [InlineData(null, null, null)]
    public void Read_EachForm_IsTheTimeToWait(string? milliseconds, string? secondsOrDate, double? expectedSeconds)
    {
        Assert.Equal(expectedSeconds, RetryAfter.Read(milliseconds, secondsOrDate, date: null, Now)?.TotalSeconds);
    }

    [Fact]
    public void Read_DateAndTheTargetsOwnClock_CountsFromThatClock()
    {
        Assert.Equal(
            TimeSpan.FromSeconds(5),
            RetryAfter.Read(null, "Fri, 01 Jan 2100 00:00:10 GMT", date: "Fri, 01 Jan 2100 00:00:05 GMT", Now));
    }
}
