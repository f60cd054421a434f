using System.Text;
using HotPath.Recording;

namespace HotPath.Tests.Recording;

public class HistogramLogReaderTests
{
    private const string Legend = "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n";
    private const string StartTime = "#[StartTime: 1441812279.474 (seconds since epoch), Wed Sep 09 15:24:39 UTC 2015]\n";

    private static readonly string Histogram = GoldenVectors.All["zero to an hour, many counts"].Base64;

    [Fact]
    public void ReadToEnd_WhatTheWriterWrote_IsWhatWentIn()
    {
        DateTimeOffset startTime = DateTimeOffset.UnixEpoch.AddDays(3).AddMilliseconds(7); // within a year of 1970
        using MemoryStream stream = new();
        HistogramSnapshot snapshot = new();
        using (HistogramLogWriter writer = new(stream, leaveOpen: true))
        {
            writer.WriteHeader(startTime, "StartTime: not this one");
            for (int second = 0; second < 5; second++)
            {
                snapshot.Record(1_000 << second, 10);
                writer.Write(second % 2 == 0 ? "ttft" : null, TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(1), snapshot);
            }
        }

        stream.Position = 0;
        using HistogramLogReader reader = new(stream);
        HistogramLogEntry[] entries = [.. reader.ReadToEnd()];

        Assert.Equal(startTime, reader.StartTime);
        Assert.Equal(["ttft", null, "ttft", null, "ttft"], entries.Select(entry => entry.Tag));
        Assert.Equal([0, 1, 2, 3, 4], entries.Select(entry => entry.Start.TotalSeconds));
        Assert.All(entries, entry => Assert.Equal(TimeSpan.FromSeconds(1), entry.Length));
        Assert.Equal([10, 20, 30, 40, 50], entries.Select(entry => entry.Snapshot.Count));
        Assert.Equal(snapshot.Buckets, entries[^1].Snapshot.Buckets);
    }

    [Theory]
    [InlineData("", "1.5", 1.5)]                                                                     // far before the start time: counted from it
    [InlineData("", "1441812281.474", 2)]                                                            // absolute
    [InlineData("", "1441812270.474", -9)]                                                           // absolute, a little early
    [InlineData("#[BaseTime: 1441812279.474 (seconds since epoch)]\n", "3", 3)]
    [InlineData("#[BaseTime: 0.0 (seconds since epoch)]\n", "1441812280.474", 1)]
    [InlineData("#[BaseTime: 1441812000.474 (seconds since epoch)]\n", "280.000", 1)]
    public void Read_StartsOfAnyKind_CountFromTheStartTime(string baseTime, string start, double expectedSeconds)
    {
        HistogramLogEntry entry = Assert.Single(ReadAll($"{StartTime}{baseTime}{Legend}{start},1.0,3.6,{Histogram}\n"));

        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), entry.Start);
    }

    [Fact]
    public void Read_NoHeader_CountsFromTheFirstInterval()
    {
        HistogramLogEntry[] entries = ReadAll($"1441812279.5,1.0,3.6,{Histogram}\n1441812280.75,1.0,3.6,{Histogram}\n");

        Assert.Equal([0, 1.25], entries.Select(entry => entry.Start.TotalSeconds));
    }

    [Fact]
    public void Read_TwoLogsInOne_CountsEachFromItsOwnStartTime()
    {
        const string Later = "#[StartTime: 1541812279.474 (seconds since epoch), later]\n";
        string text = $"{StartTime}1441812280.474,1.0,3.6,{Histogram}\n{Later}2.0,1.0,3.6,{Histogram}\n";

        Assert.Equal([1, 2], ReadAll(text).Select(entry => entry.Start.TotalSeconds));
    }

    [Fact]
    public void Read_CarriageReturnsBlankLinesSpacesAndNoLastLineEnd_DoNotMatter()
    {
        string text = $"#[Any comment]\r\n\r\n{StartTime}# more\r\n{Legend}\r\n Tag=A, 0.127, 1.007,2.769, {Histogram} \r\n  \n1,1,anything,{Histogram}";

        HistogramLogEntry[] entries = ReadAll(text);

        Assert.Equal(["A", null], entries.Select(entry => entry.Tag));
        Assert.Equal(1_000_000, entries[1].Snapshot.Count);
    }

    [Fact]
    public void Read_Utf16WithAByteOrderMark_IsReadToo()
    {
        byte[] log = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes($"{StartTime}{Legend}0.5,1.0,3.6,{Histogram}\n")];

        using HistogramLogReader reader = new(new MemoryStream(log));

        Assert.Equal(TimeSpan.FromSeconds(0.5), reader.Read()?.Start);
    }

    [Theory]
    [InlineData("0,000,1,001,1,000,{0}", "7 fields")] // numbers of another culture
    [InlineData("0.000,1.001,{0}", "3 fields")]
    [InlineData("Tag=a", "0 fields")]
    [InlineData("x,1.0,1.0,{0}", "interval start 'x'")]
    [InlineData("NaN,1.0,1.0,{0}", "interval start 'NaN'")]
    [InlineData("1e300,1.0,1.0,{0}", "interval start '1e300'")]
    [InlineData("1,999999999999999,1.0,{0}", "interval length")]
    [InlineData("1,-1,1.0,{0}", "interval length -1")]
    [InlineData("1,1,1,HISTF", "base64")]
    [InlineData("1,1,1,HISTFAAA", "bytes")]
    [InlineData("#[StartTime: soon]", "start time 'soon'")]
    [InlineData("#[BaseTime: ]", "base time ''")]
    public void Read_DamagedLine_NamesItAndGoesOnBehindIt(string damaged, string expected)
    {
        string text = $"{StartTime}{Legend}{damaged.Replace("{0}", Histogram, StringComparison.Ordinal)}\n7.0,1.0,3.6,{Histogram}\n";
        using HistogramLogReader reader = Open(text);

        HdrFormatException e = Assert.Throws<HdrFormatException>(reader.Read);

        Assert.Contains("Line 3 ", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.NotNull(reader.Read());
        Assert.Null(reader.Read());
    }

    [Fact]
    public void Read_LineWithoutEnd_IsRefusedInBoundedMemory()
    {
        using HistogramLogReader reader = Open(new string('A', 5_000_000) + $"\n0.0,1.0,1.0,{Histogram}\n");

        HdrFormatException e = Assert.Throws<HdrFormatException>(reader.Read);

        Assert.Contains("5,000,000 characters", e.Message, StringComparison.Ordinal);
        Assert.NotNull(reader.Read());
    }

    [Fact]
    public void Read_LogCutAtAnyByte_HasTheWholeLinesBeforeTheCut()
    {
        string line = $"Tag=a,0.500,1.000,3.600,{Histogram}\n";
        string whole = StartTime + Legend + line;
        for (int length = 0; length < line.Length - 1; length++)
        {
            using HistogramLogReader reader = Open(whole + line[..length]);

            Assert.NotNull(reader.Read());
            if (length == 0)
            {
                Assert.Null(reader.Read());
            }
            else
            {
                Assert.Throws<HdrFormatException>(reader.Read);
            }
        }
    }

    private static HistogramLogEntry[] ReadAll(string text)
    {
        using HistogramLogReader reader = Open(text);
        return [.. reader.ReadToEnd()];
    }

    private static HistogramLogReader Open(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
