using System.Runtime.Versioning;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>One request in line for a connection with room; whoever ends the wait first decides it.</summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal sealed class Http3Wait(GroupRecorder recorder)
{
    private readonly TaskCompletionSource<(Http3Connection? Connection, ChannelResult Result)> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the group whose request waits.</summary>
    public GroupRecorder Recorder { get; } = recorder;

    public Task<(Http3Connection? Connection, ChannelResult Result)> Ended => _end.Task;

    public bool IsOver => _end.Task.IsCompleted;

    public bool TryEnd(Http3Connection? connection, ChannelResult result) => _end.TrySetResult((connection, result));
}
