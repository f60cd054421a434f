namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>Why a stream or a connection is given up (RFC 9114, 8.1, and RFC 9204, 6).</summary>
internal enum Http3Code : long
{
    NoError = 0x100,
    GeneralProtocolError = 0x101,
    StreamCreationError = 0x103,
    ClosedCriticalStream = 0x104,
    FrameUnexpected = 0x105,
    FrameError = 0x106,
    ExcessiveLoad = 0x107,
    IdError = 0x108,
    SettingsError = 0x109,
    MissingSettings = 0x10a,
    RequestCancelled = 0x10c,
    RequestIncomplete = 0x10d,
    MessageError = 0x10e,
    QpackDecompressionFailed = 0x200,
    QpackEncoderStreamError = 0x201,
    QpackDecoderStreamError = 0x202,
}
