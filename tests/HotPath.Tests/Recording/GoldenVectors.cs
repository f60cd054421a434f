using HotPath.Recording;

namespace HotPath.Tests.Recording;

/// <summary>Histograms that other implementations encoded, how to build each, and the figures they read from it.</summary>
internal sealed record GoldenVector(
    string Base64, long Count, long Min, long Max, long P50, long P99, long P999, int Length, int RecordBytes, string RecordSha256, Func<HistogramSnapshot> Build);

internal static class GoldenVectors
{
    /// <summary>What an empty latency histogram is as a record.</summary>
    internal const string EmptyRecord = "1c84931300000001000000000000000300000000000000010000034630b8a0003ff000000000000000";

    internal static Dictionary<string, GoldenVector> All { get; } = new()
    {
        ["one to ten thousand"] = new(
            "HISTFAAAAEN4nJNpmSzMwCDwmAECmKE0I4i4NnkJg/0HqAjTKBgFo2AUjIJRMApGGmAZBaNgFIxYwDEKRsEoGLFAYNgDJgAYu1Oa",
            Count: 10_000, Min: 1, Max: 10_007, P50: 5_003, P99: 9_903, P999: 9_991, Length: 23_552, RecordBytes: 4_363,
            "d41127c23b7d02835c857a5046e3b5b6b7cac3c2724def509b85e30fcb2180f1",
            BuildOneToTenThousand),
        ["zero to an hour, many counts"] = new(
            "HISTFAAAADd4nJNpmSzMwMAgwgABzFCakYGB2c1gxwIG+w8QgQv8/XUHLpR/DrnQyXQ7qkd+/R1GEQAb/Q50",
            Count: 1_000_000, Min: 0, Max: 3_601_330_077_695, P50: 123_519, P99: 5_001_215, P999: 250_085_375, Length: 33_792, RecordBytes: 60,
            "2f84e87714f10a5a2e8a54bbf2217a15bbe3533b232695259d8e32e05383d519",
            BuildZeroToAnHour),
        ["lowest a thousand, two digits"] = new(
            "HISTFAAAAbd4nI2Q20rjUBSGN6u7SRpj2om1xlBKCUEyUkIpvRckdPoI80DzBvOSXno5l8M67Oy1TUT/w/cvMVbj9s/fO2Pin4YFPLM3Y8ztv1+/zcu7+44FA2BgRp7DHGKYwwJiWMAN+Za8hCX8gCXcie/hHh7gAR7hUT3FT/LT" +
            "+Dz+BH4Wfpqr9s1QdCx/ATN0rJbryMa/Ht+C30RzNrr5Tcc371yV/jXO6vzas0+vaeribxJM1E9wjTJxTmN0A1hw8td3ZCa/MOEGo+hg0YRJ6wlXMp6h4RGcfqyNrBUI/U4LwkMRxvUTxiGKoiiJPpX1tL4qgmGU9YSrJk3SJBFIBMM4" +
            "RXoRURDBBwegN/WDyPIMQw2VClwGO/j60UrUJLw8iUOSpkVRrArUSrIqVhKqUj40Z+QOGMFHZQ6ZREDO8qyqSkxZlSVVtJFsyg2GKloL1s4YquO6GFhgGIUAQ6Vpmqam1k1dU+s9d7/nsHYY8W7H2G0FW7REq5KIMQJWWVXn0+l8Qh3R" +
            "mOOxw3QdtTtgDt1h0DPmGcNqMeSW2rbtE5WMYTR4NBgypnlqrtfrBX25XHp03/ev/X8hGFe/",
            Count: 10_000, Min: 512, Max: 9_999_220_735, P50: 2_499_805_183, P99: 9_865_003_007, P999: 9_999_220_735, Length: 2_688, RecordBytes: 1_873,
            "507d611473a4bae73defacc6479a9cf6c34b058a015bfc2015c05437ac8b5aac",
            BuildSquares),
    };

    internal static TheoryData<string> Names => [.. All.Keys];

    private static HistogramSnapshot BuildOneToTenThousand()
    {
        HistogramSnapshot snapshot = new(new HdrLayout(1, 3_600_000_000, 3));
        for (int value = 1; value <= 10_000; value++) snapshot.Record(value);
        return snapshot;
    }

    private static HistogramSnapshot BuildZeroToAnHour()
    {
        HistogramSnapshot snapshot = new();
        snapshot.Record(0, 1_000);
        snapshot.Record(123_456, 980_000);
        snapshot.Record(5_000_000, 17_000);
        snapshot.Record(250_000_000, 1_990);
        snapshot.Record(3_600_000_000_000, 10);
        return snapshot;
    }

    private static HistogramSnapshot BuildSquares()
    {
        HistogramSnapshot snapshot = new(new HdrLayout(1_000, 60_000_000_000, 2));
        for (long i = 0; i < 10_000; i++) snapshot.Record(1_000 + (i * i * 100));
        return snapshot;
    }
}
