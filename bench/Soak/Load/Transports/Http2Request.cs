using System.Net;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>One planned head's request on one channel: all but its body stays the same, so it is sent again and again.</summary>
/// <remarks>A message may be sent once through HttpClient; the invoker and the handler below it keep nothing of one that was answered.</remarks>
internal sealed class Http2Request : HttpRequestMessage
{
    /// <param name="head">Of the plan, in the name of one tenant.</param>
    public Http2Request(RequestPlan plan, PlannedHead head, GroupRecorder recorder, TimeProvider time)
        : base(HttpMethod.Parse(plan.Method), plan.Url)
    {
        Version = HttpVersion.Version20;
        VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        Recorder = recorder;
        Body = new Http2Content(time);
        Content = Body;
        foreach ((string name, string value) in head.Fields)
        {
            if (!Headers.TryAddWithoutValidation(name, value)) Body.Headers.TryAddWithoutValidation(name, value);
        }
    }

    public Http2Content Body { get; }

    /// <summary>Of the group that sends it now: what opening a connection for it costs is recorded there.</summary>
    public GroupRecorder Recorder { get; set; }

    /// <summary>Says each header whose value is this request's own.</summary>
    public void SetIds(IEnumerable<(string Name, string Value)> ids)
    {
        foreach ((string name, string value) in ids)
        {
            Headers.Remove(name);
            Headers.TryAddWithoutValidation(name, value);
        }
    }
}
