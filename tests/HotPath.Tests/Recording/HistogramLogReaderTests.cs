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

    [Fact]
    public void Read_IntoOneSnapshot_IsEachLineAloneAlsoBehindADamagedOne()
    {
        string hour = GoldenVectors.All["zero to an hour, many counts"].Base64;
        string tenThousand = HdrEncoding.EncodeToBase64(TenThousand());
        byte[] record = HdrEncoding.EncodeUncompressed(TenThousand());
        record[^1] = 0x80; // the last count lacks its end, so all before it was read already
        string damaged = Convert.ToBase64String(HdrEncodingTests.Compress(record));
        using HistogramLogReader reader = Open($"0,1,1,{tenThousand}\n1,1,1,{damaged}\n2,1,1,{hour}\n3,1,1,{tenThousand}\n");
        HistogramSnapshot snapshot = new();

        Assert.Same(snapshot, reader.Read(snapshot)?.Snapshot);
        Assert.Equal(TenThousand().Buckets, snapshot.Buckets);
        Assert.Throws<HdrFormatException>(() => reader.Read(snapshot));
        Assert.NotNull(reader.Read(snapshot));
        Assert.Equal(GoldenVectors.All["zero to an hour, many counts"].Build().Buckets, snapshot.Buckets);
        Assert.NotNull(reader.Read(snapshot));
        Assert.Equal(TenThousand().Buckets, snapshot.Buckets);
        Assert.Equal(10_000, snapshot.Count);
        Assert.Null(reader.Read(snapshot));

        static HistogramSnapshot TenThousand()
        {
            HistogramSnapshot snapshot = new();
            for (int value = 1; value <= 10_000; value++) snapshot.Record(value);
            return snapshot;
        }
    }

    [Fact]
    public void Read_IntoASnapshotOfAnotherLayout_NamesBothAndGoesOnBehindIt()
    {
        string other = GoldenVectors.All["lowest a thousand, two digits"].Base64;
        using HistogramLogReader reader = Open($"0,1,1,{other}\n1,1,1,{Histogram}\n");
        HistogramSnapshot snapshot = new();

        HdrFormatException e = Assert.Throws<HdrFormatException>(() => reader.Read(snapshot));

        Assert.Contains("Line 1 ", e.Message, StringComparison.Ordinal);
        Assert.Contains("1000..60000000000 at 2 digits", e.Message, StringComparison.Ordinal);
        Assert.Contains("1..3600000000000 at 3 digits", e.Message, StringComparison.Ordinal);
        Assert.NotNull(reader.Read(snapshot));
        Assert.Equal(1_000_000, snapshot.Count);
    }

    [Fact]
    public void Read_IntoOneSnapshot_TakesTheMemoryOfALineAndNotOfAHistogram()
    {
        const int Lines = 500;
        using HistogramLogReader reader = Open(string.Concat(Enumerable.Repeat($"Tag=a,0,1,1,{Histogram}\n", Lines)));
        HistogramSnapshot snapshot = new();
        reader.Read(snapshot); // its buffers are made once

        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = 1;
        for (; reader.Read(snapshot) is not null; read++)
        {
        }

        Assert.Equal(Lines, read);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Lines, 1, 2_000);
    }

    [Fact]
    public void Read_AnyCharactersChanged_IsAnEntryOrAFormatException()
    {
        const int Seed = 30_011;
        Random random = new(Seed);
        string whole = $"{StartTime}{Legend}Tag=a,0.500,1.000,3.600,{Histogram}\n1.5,1.0,3.6,{Histogram}\n";
        for (int round = 0; round < 1_500; round++)
        {
            StringBuilder damaged = new(whole);
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                int at = random.Next(damaged.Length);
                switch (random.Next(4))
                {
                    case 0: damaged.Remove(at, Math.Min(random.Next(1, 30), damaged.Length - at)); break;
                    case 1: damaged.Insert(at, (char)random.Next(1, 0x250)); break;
                    case 2: damaged.Insert(at, whole.AsSpan(random.Next(whole.Length - 40), 40)); break;
                    default: damaged[at] = ",=\n\r.-#\"[]\0Z"[random.Next(11)]; break;
                }
            }

            AssertReadsToItsEnd(damaged.ToString(), $"Round {round} of seed {Seed}");
        }
    }

    private static void AssertReadsToItsEnd(string text, string which)
    {
        using HistogramLogReader reader = Open(text);
        HistogramSnapshot snapshot = new();
        int lines = text.Count(c => c == '\n') + 1;
        for (int calls = 0; calls <= lines; calls++)
        {
            try
            {
                if (reader.Read(snapshot) is null) return;
            }
            catch (HdrFormatException)
            {
                continue; // the other allowed answer
            }
            catch (Exception e)
            {
                Assert.Fail($"{which}, {text}: {e}");
            }
        }

        Assert.Fail($"{which} does not come to an end: {text}");
    }

    private static HistogramLogEntry[] ReadAll(string text)
    {
        using HistogramLogReader reader = Open(text);
        return [.. reader.ReadToEnd()];
    }

    private static HistogramLogReader Open(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
