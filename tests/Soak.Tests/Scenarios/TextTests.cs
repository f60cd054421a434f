using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Tests.Scenarios;

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

public sealed class RateTextTests
{
    [Theory]
    [InlineData("200/s", 200)]
    [InlineData("200", 200)]
    [InlineData("0.5/s", 0.5)]
    [InlineData("60/min", 1)]
    [InlineData("3600/h", 1)]
    [InlineData("20/min", 1.0 / 3)]
    public void TryParse_Rate_IsASecond(string text, double perSecond)
    {
        Assert.True(RateText.TryParse(text, out double value, out _));
        Assert.Equal(perSecond, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/s")]
    [InlineData("200/")]
    [InlineData("200 /s")]
    [InlineData("200/m")]
    [InlineData("200/S")]
    [InlineData("NaN/s")]
    [InlineData("Infinity")]
    [InlineData("1e400/s")]
    [InlineData("200/s\n")]
    public void TryParse_NoRate_SaysWhatItMustBe(string text)
    {
        Assert.False(RateText.TryParse(text, out _, out string? problem));
        Assert.StartsWith("it must be ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1.0 / 3)]
    [InlineData(1e-9)]
    [InlineData(1e7)]
    public void Format_Rate_ReadsBackEqual(double perSecond)
    {
        Assert.True(RateText.TryParse(RateText.Format(perSecond), out double value, out _));
        Assert.Equal(perSecond, value);
    }
}

public sealed class DistributionTextTests
{
    [Fact]
    public void TryParse_EachForm_IsThatDistribution()
    {
        Assert.Equal(Distribution.LogNormal(80e6, 0.4), Parse("lognormal(80ms, 0.4)", DistributionUnit.Time));
        Assert.Equal(Distribution.Constant(20e6), Parse("constant(20ms)", DistributionUnit.Time));
        Assert.Equal(Distribution.Constant(20e6), Parse("20ms", DistributionUnit.Time));
        Assert.Equal(Distribution.Uniform(1e3, 2e9), Parse("uniform( 1us ,2s )", DistributionUnit.Time));
        Assert.Equal(Distribution.Uniform(40, 120), Parse("uniform(40, 120)", DistributionUnit.Count));
        Assert.Equal(Distribution.Constant(60), Parse("60", DistributionUnit.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("constant()")]
    [InlineData("constant(1ms, 2ms)")]
    [InlineData("uniform(1ms)")]
    [InlineData("lognormal(80ms, 0.4, 1)")]
    [InlineData("lognormal(80ms, 5ms)")]
    [InlineData("lognormal(80ms, 3.1)")]
    [InlineData("Constant(1ms)")]
    [InlineData("constant(1ms")]
    [InlineData("constant (1ms)")]
    [InlineData("20ms, 30ms")]
    [InlineData("constant(NaN)")]
    [InlineData("uniform(2ms, 1ms)")]
    [InlineData("721h")]
    [InlineData("20")]
    public void TryParse_NoDistributionOfTime_SaysWhy(string text)
    {
        Assert.False(DistributionText.TryParse(text, DistributionUnit.Time, out _, out string? problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Format_AnyDistribution_ReadsBackEqual()
    {
        Random random = new(1);
        for (int i = 0; i < 500; i++)
        {
            double first = random.NextDouble() * 1e6;
            Distribution distribution = (i % 3) switch
            {
                0 => Distribution.Constant(first),
                1 => Distribution.Uniform(first / 2, first),
                _ => Distribution.LogNormal(first, random.NextDouble()),
            };

            Assert.Equal(distribution, Parse(DistributionText.Format(distribution, DistributionUnit.Time), DistributionUnit.Time));
            Assert.Equal(distribution, Parse(DistributionText.Format(distribution, DistributionUnit.Count), DistributionUnit.Count));
        }
    }

    private static Distribution Parse(string text, DistributionUnit unit)
    {
        Assert.True(DistributionText.TryParse(text, unit, out Distribution distribution, out string? problem), $"{text}: {problem}");
        return distribution;
    }
}

public sealed class TargetUrlTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1")]
    [InlineData("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1")]
    [InlineData("http://gateway/openai/v1/", "http://gateway/openai/v1")]
    [InlineData("HTTP://Gateway/V1", "http://gateway/V1")]
    public void TryParse_Address_EndsWithItsPath(string text, string url)
    {
        Assert.True(TargetUrl.TryParse(text, out Uri? value, out _));
        Assert.Equal(url, value.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("/v1")]
    [InlineData("http://")]
    [InlineData("file:///etc")]
    [InlineData("https://gateway/v1")]
    [InlineData("http://user:pass@gateway/v1")]
    [InlineData("http://gateway/v1#x")]
    public void TryParse_NoAddressForUs_SaysWhy(string text)
    {
        Assert.False(TargetUrl.TryParse(text, out _, out string? problem));
        Assert.NotEmpty(problem);
    }
}
