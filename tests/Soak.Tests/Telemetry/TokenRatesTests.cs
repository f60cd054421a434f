using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Tests.Telemetry;

public sealed class TokenRatesTests
{
    [Fact]
    public void Of_KnownTimes_IsTheirReciprocalsInTurnedOrder()
    {
        HistogramSnapshot times = new();
        for (int ms = 1; ms <= 100; ms++) times.Record(ms * 1_000_000L); // 1,000/s down to 10/s

        RateSummary? rates = TokenRates.Of(times);

        Assert.NotNull(rates);
        Assert.Equal(100, rates.Count);
        AssertNear(10, rates.Min);
        AssertNear(1_000 / 99.0, rates.P1); // one in a hundred is slower than the 99th
        AssertNear(1_000 / 50.0, rates.P50);
        AssertNear(1_000 / 10.0, rates.P90);
        AssertNear(1_000, rates.Max);
        AssertNear(Enumerable.Range(1, 100).Average(ms => 1_000.0 / ms), rates.Mean);
    }

    [Fact]
    public void Of_AllTokensInOneRead_IsAMillionASecondAndNotWithoutEnd()
    {
        HistogramSnapshot times = new();
        times.Record(0, 3);

        RateSummary? rates = TokenRates.Of(times);

        Assert.Equal((1e6, 1e6, 1e6), (rates?.Min, rates?.Mean, rates?.Max));
    }

    [Fact]
    public void Of_NothingRecorded_IsNothing() => Assert.Null(TokenRates.Of(new HistogramSnapshot()));

    private static void AssertNear(double expected, double? actual) => Assert.InRange(actual ?? double.NaN, expected * 0.998, expected * 1.002);
}
