namespace HotPath.Soak.Load.Transports.Http3;

/// <summary>The frames of RFC 9114, 7.2. Types that are not among them are skipped.</summary>
internal static class Http3FrameType
{
    public const long Data = 0x0, Headers = 0x1, CancelPush = 0x3, Settings = 0x4, PushPromise = 0x5, GoAway = 0x7, MaxPushId = 0xD;

    /// <summary>Whether a frame of this type on the stream of a request is an error of its own: it is another stream's, or was one of HTTP/2.</summary>
    public static bool IsOutOfPlaceInAnswer(long type) =>
        type is CancelPush or Settings or PushPromise or GoAway or MaxPushId || WasOfHttp2(type);

    /// <summary>RFC 9114, 7.2.8: reserved, so that nobody who speaks the older version gets far.</summary>
    public static bool WasOfHttp2(long type) => type is 0x2 or 0x6 or 0x8 or 0x9;
}
