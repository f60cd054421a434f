using System.IO.Pipelines;
using HotPath.Http;
using HotPath.Soak.Telemetry;

namespace HotPath.Soak.Load.Transports;

/// <summary>One exchange's way to the target: one request at a time, whatever the protocol underneath.</summary>
internal interface IChannel : IDisposable
{
    /// <summary>The stamp just before the last request's bytes were written.</summary>
    long SentAt { get; }

    /// <summary>The last answer's status code.</summary>
    int Status { get; }

    /// <summary>Empty when the last answer names none.</summary>
    ReadOnlySpan<byte> ContentType { get; }

    /// <summary>The first value of a header of the last answer, for who looks at few answers: it allocates. Null without one.</summary>
    string? HeaderOf(string name);

    /// <summary>The first value of a header of the last answer.</summary>
    /// <param name="value">Borrowed until the next look-up; empty without one.</param>
    bool TryGetHeader(HeaderName name, out ReadOnlySpan<byte> value);

    /// <summary>The last answer's body, transfer coding removed.</summary>
    PipeReader Body { get; }

    /// <summary>How <see cref="Body"/> ended, once it has.</summary>
    ChannelResult BodyEnd { get; }

    /// <summary>Waits for a connection where none is free, then writes the request. Never throws for what the target does.</summary>
    /// <param name="now">The time stamp: each read of the clock that is not made is time saved.</param>
    ValueTask<ChannelResult> SendAsync(RequestPlan plan, RequestDraw draw, GroupRecorder recorder, long now);

    ValueTask<HeadResult> ReceiveHeadAsync();

    /// <summary>Ends the exchange: what it held is free for the next, or closed when it cannot be used again.</summary>
    /// <param name="result">Of the last step that was taken.</param>
    /// <param name="ifAborted">Why, where it was ended by <see cref="Abort"/>.</param>
    /// <param name="now">The stamp of the answer's end.</param>
    void Finish(ChannelResult result, ConnectionEnd ifAborted, long now);

    /// <summary>From any thread: what is awaited ends with <see cref="ChannelResult.Aborted"/>.</summary>
    void Abort();
}

internal enum ChannelResult
{
    Ok,

    /// <summary>No connection could be made.</summary>
    NotConnected,

    /// <summary>No connection could be made in the time allowed.</summary>
    ConnectTimedOut,

    /// <summary>The connection was closed or reset by the other side before the end.</summary>
    Lost,

    /// <summary>What came is not the protocol.</summary>
    Malformed,

    /// <summary>Ended by <see cref="IChannel.Abort"/>.</summary>
    Aborted,
}
