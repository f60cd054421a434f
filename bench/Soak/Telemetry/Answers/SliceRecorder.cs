using HotPath.Analysis.Results;
using HotPath.Recording;

namespace HotPath.Soak.Telemetry.Answers;

/// <summary>Everything recorded of the requests that have one value of a dimension. Any thread records; allocates nothing once warm.</summary>
/// <param name="ofCountsAlone">Whether no latencies are recorded.</param>
internal sealed class SliceRecorder(bool ofCountsAlone)
{
    private readonly SharedHistogram? _headers = ofCountsAlone ? null : new();
    private readonly SharedHistogram? _ttft = ofCountsAlone ? null : new();
    private readonly SharedHistogram? _e2e = ofCountsAlone ? null : new();
    private readonly SharedHistogram? _e2eService = ofCountsAlone ? null : new();
    private long _requests;
    private long _failed;
    private long _timeouts;
    private long _connectionErrors;
    private long _tokens;
    private long _bytes;

    public void Record(in FinishedRequest request)
    {
        if (!request.IsRight) Interlocked.Increment(ref _failed);
        if (request.Outcome == Outcome.Timeout) Interlocked.Increment(ref _timeouts);
        if (request.Outcome == Outcome.ConnectionError) Interlocked.Increment(ref _connectionErrors);
        if (request.Tokens > 0) Interlocked.Add(ref _tokens, request.Tokens);
        if (request.Bytes > 0) Interlocked.Add(ref _bytes, request.Bytes);
        if (request.Headers is { } headers) _headers?.Record(headers);
        if (request.Ttft is { } ttft) _ttft?.Record(ttft);
        if (request.E2e is { } e2e) _e2e?.Record(e2e);
        if (request.E2eService is { } e2eService) _e2eService?.Record(e2eService);
        Interlocked.Increment(ref _requests);
    }

    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Of all these together.</summary>
    /// <param name="scratch">Overwritten.</param>
    public static SliceFigures FiguresOf(IReadOnlyList<SliceRecorder> all, TimeSpan measured, HistogramSnapshot scratch)
    {
        long requests = all.Sum(slice => slice.Requests);
        long failed = all.Sum(slice => Volatile.Read(ref slice._failed));
        long bytes = all.Sum(slice => Volatile.Read(ref slice._bytes));
        return new SliceFigures
        {
            Requests = requests,
            Failed = failed,
            ErrorRate = requests > 0 ? (double)failed / requests : 0,
            Timeouts = all.Sum(slice => Volatile.Read(ref slice._timeouts)),
            ConnectionErrors = all.Sum(slice => Volatile.Read(ref slice._connectionErrors)),
            RatePerSecond = measured > TimeSpan.Zero ? requests / measured.TotalSeconds : 0,
            Tokens = all.Sum(slice => Volatile.Read(ref slice._tokens)),
            Bytes = bytes,
            BytesPerRequest = requests > 0 ? (double)bytes / requests : 0,
            Headers = SummaryOf(slice => slice._headers),
            Ttft = SummaryOf(slice => slice._ttft),
            E2e = SummaryOf(slice => slice._e2e),
            E2eService = SummaryOf(slice => slice._e2eService),
        };

        LatencySummary? SummaryOf(Func<SliceRecorder, SharedHistogram?> histogramOf)
        {
            scratch.Clear();
            foreach (SliceRecorder slice in all) histogramOf(slice)?.AddTo(scratch);
            return LatencySummaries.Of(scratch);
        }
    }

    /// <summary>Of whole answers, from sent: what the target took, and not what a queue before it did.</summary>
    public void AddE2eServiceTo(HistogramSnapshot total) => _e2eService?.AddTo(total);
}
