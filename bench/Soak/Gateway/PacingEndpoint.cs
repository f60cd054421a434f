using HotPath.Recording;

namespace HotPath.Soak.Gateway;

/// <summary>
/// GET /stats/pacing: how the gateway kept its schedule since its start, for a program that takes the difference of two readings. Histograms
/// of nanoseconds in HdrHistogram's V2 encoding, base64.
/// </summary>
internal sealed class PacingEndpoint(PacingRecord pacing)
{
    public Task InvokeAsync(HttpContext context)
    {
        JsonReply.Of(StatusCodes.Status200OK, 0, json =>
        {
            HistogramSnapshot histogram = new();
            json.WriteStartObject();
            json.WriteNumber("coalesced", pacing.Coalesced);
            json.WriteNumber("held", pacing.Held);
            Write("ttft", pacing.Ttft);
            Write("gap", pacing.Gap);
            Write("late", pacing.Late);
            Write("poolDelay", pacing.PoolDelay);
            json.WriteEndObject();

            void Write(string name, LatencyRecorder recorder)
            {
                recorder.CopyTo(histogram);
                json.WriteString(name, HdrEncoding.EncodeToBase64(histogram));
            }
        }).Send(context.Response);
        return Task.CompletedTask;
    }
}
