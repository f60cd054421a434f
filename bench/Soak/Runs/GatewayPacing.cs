using HotPath.Analysis.Results;
using HotPath.Recording;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Runs;

/// <summary>How a simulated gateway kept its schedule since its start, as <c>/stats/pacing</c> says it. The histograms are HdrHistogram's, in base64.</summary>
internal sealed record GatewayPacing
{
    public required string Ttft { get; init; }

    public required string Gap { get; init; }

    public required string Late { get; init; }

    public required string PoolDelay { get; init; }

    public required long Coalesced { get; init; }

    public required long Held { get; init; }

    /// <returns>What came between an earlier reading and this one; null where the gateway started anew in between, or a histogram cannot be read.</returns>
    public PacingFigures? Since(GatewayPacing earlier)
    {
        try
        {
            HistogramSnapshot? ttft = HistogramDifference.Of(Ttft, earlier.Ttft);
            HistogramSnapshot? gap = HistogramDifference.Of(Gap, earlier.Gap);
            HistogramSnapshot? late = HistogramDifference.Of(Late, earlier.Late);
            HistogramSnapshot? poolDelay = HistogramDifference.Of(PoolDelay, earlier.PoolDelay);
            if (ttft is null || gap is null || late is null || poolDelay is null || Coalesced < earlier.Coalesced || Held < earlier.Held) return null;

            long coalesced = Coalesced - earlier.Coalesced;
            return new PacingFigures
            {
                Ttft = LatencySummaries.Of(ttft),
                Gap = LatencySummaries.Of(gap),
                Late = LatencySummaries.Of(late),
                PoolDelay = LatencySummaries.Of(poolDelay),
                Coalesced = coalesced,
                CoalescedShare = gap.IsEmpty ? 0 : coalesced / (double)gap.Count,
                Held = Held - earlier.Held,
            };
        }
        catch (HdrFormatException)
        {
            return null; // another program's page of the same name
        }
    }
}
