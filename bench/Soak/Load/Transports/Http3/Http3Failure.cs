using System.Net.Quic;
using System.Runtime.Versioning;

namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>What a QUIC stream throws, as the result it stands for.</summary>
[SupportedOSPlatform("linux"), SupportedOSPlatform("macos"), SupportedOSPlatform("windows")]
internal static class Http3Failure
{
    /// <summary>Whether this is how the other side's doing, or our abort, shows. A connection that we have closed is disposed of under its streams.</summary>
    public static bool IsExpected(Exception problem) => problem is IOException or OperationCanceledException or ObjectDisposedException;

    /// <param name="isAborted">Whether we have aborted the request: whatever it throws then is our own doing.</param>
    public static ChannelResult ResultOf(Exception problem, bool isAborted) => problem switch
    {
        _ when isAborted => ChannelResult.Aborted,
        Http3ProtocolException => ChannelResult.Malformed,
        QuicException { ApplicationErrorCode: { } code } when SaysBroken((Http3Code)code) => ChannelResult.Malformed,
        _ => ChannelResult.Lost,
    };

    /// <summary>Whether the code says that somebody broke the protocol. With any other a peer gives up a stream or a connection.</summary>
    private static bool SaysBroken(Http3Code code) => code is Http3Code.GeneralProtocolError or Http3Code.StreamCreationError
        or Http3Code.ClosedCriticalStream or Http3Code.FrameUnexpected or Http3Code.FrameError or Http3Code.IdError
        or Http3Code.SettingsError or Http3Code.MissingSettings or Http3Code.MessageError
        or Http3Code.QpackDecompressionFailed or Http3Code.QpackEncoderStreamError or Http3Code.QpackDecoderStreamError;
}
