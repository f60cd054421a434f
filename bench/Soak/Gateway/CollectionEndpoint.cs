using HotPath.Soak.Machine;

namespace HotPath.Soak.Gateway;

/// <summary>POST /admin/collection: a full, blocking collection of this process' garbage; its answer comes when it is over and says what it cost.</summary>
internal static class CollectionEndpoint
{
    private const double BytesPerMB = 1 << 20;

    public static async Task InvokeAsync(HttpContext context)
    {
        double pausedBefore = GC.GetTotalPauseDuration().TotalMilliseconds;
        await FullCollection.RequestAsync();
        ProcessSample after = ProcessSample.Read();
        JsonReply.Of(StatusCodes.Status200OK, 0, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("pauseMs", after.GcPauseMs - pausedBefore);
            json.WriteNumber("heapAfterFullMB", after.Heap!.Value.AfterFullBytes / BytesPerMB);
            json.WriteEndObject();
        }).Send(context.Response);
    }
}
