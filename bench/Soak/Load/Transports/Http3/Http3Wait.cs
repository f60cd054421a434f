using System.Runtime.Versioning;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>One request in line for a connection with room; whoever ends the wait first decides it.</summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class Http3Wait(GroupRecorder recorder)
{
    private readonly TaskCompletionSource<Http3Place> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the group whose request waits.</summary>
    public GroupRecorder Recorder { get; } = recorder;

    public Task<Http3Place> Ended => _end.Task;

    public bool IsOver => _end.Task.IsCompleted;

    public bool TryEnd(Http3Place place) => _end.TrySetResult(place);

    public bool TryEnd(ChannelResult result) => TryEnd(new Http3Place(null, result, IsFirst: false));
}

/// <summary>Room for one request.</summary>
/// <param name="Connection">Null unless <paramref name="Result"/> is <see cref="ChannelResult.Ok"/>.</param>
/// <param name="IsFirst">Whether no request was given to the connection before.</param>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal readonly record struct Http3Place(Http3Connection? Connection, ChannelResult Result, bool IsFirst);
