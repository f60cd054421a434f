using System.Net;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>One plan's request on one channel: all but its body stays the same, so it is sent again and again.</summary>
/// <remarks>A message may be sent once through HttpClient; the invoker and the handler below it keep nothing of one that was answered.</remarks>
internal sealed class Http2Request : HttpRequestMessage
{
    public Http2Request(RequestPlan plan, GroupRecorder recorder, TimeProvider time)
        : base(HttpMethod.Parse(plan.Method), plan.Url)
    {
        Version = HttpVersion.Version20;
        VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        Recorder = recorder;
        Body = new Http2Content(time);
        Content = Body;
        foreach ((string name, string value) in plan.Headers)
        {
            if (!Headers.TryAddWithoutValidation(name, value)) Body.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public Http2Content Body { get; }

    /// <summary>Of the group that sends it now: what opening a connection for it costs is recorded there.</summary>
    public GroupRecorder Recorder { get; set; }
}
