using HotPath.Soak.Gateway.Limits;

namespace HotPath.Soak.Tests.Gateway.Limits;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ms")] // rounded up: who waits as long has not come too early
    [InlineData(12_000_000, "12ms")]
    [InlineData(999_000_001, "1s")]
    [InlineData(1_500_000_000, "1.5s")]
    [InlineData(59_999_000_000, "59.999s")]
    [InlineData(360_000_000_000, "6m0s")]
    [InlineData(3_661_002_000_000, "1h1m1.002s")]
    [InlineData(2_592_000_000_000_000, "720h0m0s")]
    public void Format_AnyDuration_IsAsGoWritesIt(long nanoseconds, string expected) => Assert.Equal(expected, GoDuration.Format(nanoseconds));
}
