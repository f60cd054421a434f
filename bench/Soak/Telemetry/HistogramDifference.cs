using HotPath.Recording;

namespace HotPath.Soak.Telemetry;

/// <summary>What came between two readings of a histogram that only grows, each HdrHistogram's V2 encoding in base64.</summary>
internal static class HistogramDifference
{
    /// <returns>Null where a bucket holds less than before: they are not of the same process.</returns>
    /// <exception cref="HdrFormatException">It is no such encoding.</exception>
    public static HistogramSnapshot? Of(string later, string earlier)
    {
        Dictionary<long, long> before = HdrEncoding.DecodeFromBase64(earlier).Buckets.ToDictionary(bucket => bucket.Lowest, bucket => bucket.Count);
        HistogramSnapshot difference = new();
        foreach (HistogramBucket bucket in HdrEncoding.DecodeFromBase64(later).Buckets)
        {
            before.Remove(bucket.Lowest, out long count);
            if (bucket.Count < count) return null;

            difference.Record(bucket.Highest, bucket.Count - count);
        }

        return before.Count == 0 ? difference : null;
    }
}
