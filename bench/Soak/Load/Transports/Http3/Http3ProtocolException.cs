namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>What the peer sent is not HTTP/3.</summary>
internal sealed class Http3ProtocolException(Http3Code code, string message) : IOException(message)
{
    /// <summary>What the peer is told.</summary>
    public Http3Code Code { get; } = code;
}
