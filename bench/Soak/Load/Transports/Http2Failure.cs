using System.Net;
using System.Net.Sockets;

namespace HotPath.Soak.Load.Transports;

/// <summary>What the handler throws, as the result it stands for.</summary>
internal static class Http2Failure
{
    // RFC 9113, 7: the codes that say that somebody broke the protocol. With any other a peer gives up a stream or a connection.
    private const long ProtocolError = 0x1, FlowControlError = 0x3, StreamClosed = 0x5, FrameSizeError = 0x6, CompressionError = 0x9;

    /// <summary>Whether this is how the handler tells what the other side, or our abort, did.</summary>
    public static bool IsExpected(Exception problem) => problem is HttpRequestException or IOException or OperationCanceledException;

    /// <param name="isAborted">Whether we have aborted the request: whatever it throws then is our own doing.</param>
    public static ChannelResult ResultOf(Exception problem, bool isAborted) => isAborted ? ChannelResult.Aborted : problem switch
    {
        HttpRequestException { InnerException: TimeoutException } => ChannelResult.ConnectTimedOut, // the connector's
        HttpRequestException { InnerException: HttpProtocolException inner } => ResultOf(inner),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } when IsLoss(problem.GetBaseException()) => ChannelResult.Lost,
        HttpRequestException request => ResultOf(request.HttpRequestError),
        HttpProtocolException protocol => ResultOf(protocol),
        HttpIOException reading => ResultOf(reading.HttpRequestError),
        _ => ChannelResult.Lost,
    };

    /// <summary>The handler calls it invalid, too, when a connection is gone before the peer's settings came: nothing was wrong with what it sent.</summary>
    private static bool IsLoss(Exception root) =>
        root is SocketException or EndOfStreamException or HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded };

    private static ChannelResult ResultOf(HttpProtocolException problem) =>
        problem.ErrorCode is ProtocolError or FlowControlError or StreamClosed or FrameSizeError or CompressionError
            ? ChannelResult.Malformed
            : ChannelResult.Lost;

    private static ChannelResult ResultOf(HttpRequestError? error) => error switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.VersionNegotiationError => ChannelResult.NotConnected,
        HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded =>
            ChannelResult.Malformed,
        _ => ChannelResult.Lost,
    };
}
