using System.Globalization;
using HotPath.Soak.Reports;

namespace HotPath.Soak.Tests.Reports;

public class FigureTests
{
    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.0, "0 ms")]
    [InlineData(0.0001, "<0.001 ms")]
    [InlineData(0.1234, "0.123 ms")]
    [InlineData(0.99951, "1.00 ms")]
    [InlineData(1.234, "1.23 ms")]
    [InlineData(9.996, "10.0 ms")]
    [InlineData(12.34, "12.3 ms")]
    [InlineData(123.4, "123 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.00 s")]
    [InlineData(1_234.0, "1.23 s")]
    [InlineData(4_398_046.0, "4398 s")]
    [InlineData(double.NaN, "- ms")]
    public void Milliseconds_AnyLatency_HasThreeDigitsThatMatter(double? ms, string expected) =>
        Assert.Equal(expected, Figure.Milliseconds(ms));

    [Theory]
    [InlineData("ttft.p99 < 800ms", 1_320.5, "1320.5 ms")]
    [InlineData("ttft.p99 < 800ms", 800.3, "800.3 ms")]
    [InlineData("errors.rate < 1%", 0.13333, "0.1333%")]
    [InlineData("rate > 200/s", 199.9, "199.9/s")]
    [InlineData("group(chat-2).e2e.p95 < 3s", 2.2512, "2.2512 s")]
    [InlineData("truncated == 0", 3.0, "3")]
    [InlineData("corrupt", 1.0, "1")]
    [InlineData("", 1.0, "1")]
    [InlineData("ttft.p99 < 800ms", null, "-")]
    public void InUnitOf_ThresholdsActual_IsReadAgainstItsLimit(string expression, double? value, string expected) =>
        Assert.Equal(expected, Figure.InUnitOf(expression, value));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.5, "500 ms")]
    [InlineData(1, "1 s")]
    [InlineData(1.5, "1.5 s")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(3_599.9, "1 h")]
    [InlineData(3_660, "1 h 1 min")]
    [InlineData(86_400, "24 h")]
    public void Seconds_AnySpan_HasTwoUnitsAtMost(double seconds, string expected) => Assert.Equal(expected, Figure.Seconds(seconds));

    [Theory]
    [InlineData(null, "-")]
    [InlineData(12.0, "12.0 B")]
    [InlineData(2_048.0, "2.00 KiB")]
    [InlineData(25_480_123.0, "24.3 MiB")]
    [InlineData(5e12, "4657 GiB")]
    public void Bytes_AnySize_HasABinaryUnit(double? bytes, string expected) => Assert.Equal(expected, Figure.Bytes(bytes));

    [Fact]
    public void Share_OneInTenMillion_IsNotZero() => Assert.Equal("<0.001%", Figure.Share(1e-7));

    [Fact]
    public void Number_SlopeBelowZero_KeepsItsSign() => Assert.Equal(
        ["-0.210", "-12.3", ">-0.001"], new double?[] { -0.21, -12.3, -0.0001 }.Select(Figure.Number));

    [Fact]
    public void Count_OtherCulture_IsWrittenTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = commas;
        try
        {
            Assert.Equal("1,234,567", Figure.Count(1_234_567));
            Assert.Equal("1.23 ms", Figure.Milliseconds(1.234));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
