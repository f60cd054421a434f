using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HotPath.Recording;

namespace HotPath.Tests.Recording;

public partial class HistogramLogWriterTests
{
    private const string ExpectedText =
        """
        # streaming-soak
        # seed 42
        #[Histogram log format version 1.3]
        #[StartTime: 1441812279.474 (seconds since epoch), Wed Sep 09 15:24:39 UTC 2015]
        #[BaseTime: 1441812279.474 (seconds since epoch)]
        "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
        0.000,1.001,1.000,HISTFAAA
        Tag=ttft,1.001,1.000,3601330.078,HISTFAAA
        Tag=ttft,86401.500,0.250,0.000,HISTFAAA

        """;

    private static readonly DateTimeOffset StartTime = new(2015, 9, 9, 17, 24, 39, 474, TimeSpan.FromHours(2));

    [Fact]
    public void Write_HeaderAndIntervals_IsTheTextReadersExpect()
    {
        Assert.Equal(ExpectedText, WithoutHistograms(WriteSample()));
    }

    [Fact]
    public void Write_CultureWithCommas_IsTheSameText()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            commas.NumberFormat.NumberDecimalSeparator = ",";
            commas.NumberFormat.NegativeSign = "~";
            commas.DateTimeFormat.TimeSeparator = ".";
            commas.DateTimeFormat.AbbreviatedDayNames = ["a", "b", "c", "d", "e", "f", "g"];
            CultureInfo.CurrentCulture = commas;
            Assert.Equal("1,5", $"{1.5:F1}");

            Assert.Equal(ExpectedText, WithoutHistograms(WriteSample()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Write_AnyText_HasNoByteOrderMarkAndNoCarriageReturn()
    {
        byte[] bytes = WriteSample();

        Assert.Equal((byte)'#', bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'\n', bytes[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\r")]
    public void Write_TagThatWouldBreakTheLine_ThrowsAndWritesNothing(string tag)
    {
        using MemoryStream stream = new();
        using HistogramLogWriter writer = new(stream, leaveOpen: true);

        Assert.Throws<ArgumentException>(() => writer.Write(tag, TimeSpan.Zero, TimeSpan.Zero, new HistogramSnapshot()));

        writer.Flush();
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Write_NegativeTimes_Throws()
    {
        using HistogramLogWriter writer = new(new MemoryStream());
        TimeSpan negative = TimeSpan.FromMilliseconds(-1);

        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(null, negative, TimeSpan.Zero, new HistogramSnapshot()));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(null, TimeSpan.Zero, negative, new HistogramSnapshot()));
    }

    [Fact]
    public void Flush_AfterALine_HandsItToTheStream()
    {
        using MemoryStream stream = new();
        using HistogramLogWriter writer = new(stream);
        writer.Write("a", TimeSpan.Zero, TimeSpan.FromSeconds(1), new HistogramSnapshot());

        writer.Flush();

        Assert.StartsWith("Tag=a,0.000,1.000,0.000,HISTFAAA", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dispose_LeaveOpen_DecidesOverTheStream(bool leaveOpen)
    {
        using MemoryStream stream = new();

        new HistogramLogWriter(stream, leaveOpen).Dispose();

        Assert.Equal(leaveOpen, stream.CanWrite);
    }

    private static byte[] WriteSample()
    {
        HistogramSnapshot snapshot = new();
        using MemoryStream stream = new();
        using (HistogramLogWriter writer = new(stream))
        {
            writer.WriteHeader(StartTime, "streaming-soak\r\nseed 42");
            snapshot.Record(1_000_000);
            writer.Write(null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1_001), snapshot);
            snapshot.Record(3_600_000_000_000);
            writer.Write("ttft", TimeSpan.FromMilliseconds(1_001), TimeSpan.FromSeconds(1), snapshot);
            snapshot.Clear();
            writer.Write("ttft", TimeSpan.FromSeconds(86_401.5), TimeSpan.FromSeconds(0.25), snapshot);
        }

        return stream.ToArray();
    }

    // What follows the fixed start differs between builds of zlib.
    private static string WithoutHistograms(byte[] log) => Histogram().Replace(Encoding.UTF8.GetString(log), "HISTFAAA");

    [GeneratedRegex("HISTFAAA[A-Za-z0-9+/=]*")]
    private static partial Regex Histogram();
}
