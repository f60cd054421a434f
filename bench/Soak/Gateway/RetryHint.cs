using System.Globalization;

namespace HotPath.Soak.Gateway;

/// <summary>Tells a client when to come again.</summary>
internal static class RetryHint
{
    private const decimal NanosecondsPerMs = 1_000_000;
    private const decimal NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Rounded up, so that who waits as long has not come too early.</summary>
    public static void Write(IHeaderDictionary headers, long nanoseconds)
    {
        // Retry-After holds whole seconds (RFC 9110, 10.2.3); the other is what SDKs look for first, where they know it.
        headers.RetryAfter = Math.Ceiling(nanoseconds / NanosecondsPerSecond).ToString(CultureInfo.InvariantCulture);
        headers["retry-after-ms"] = Math.Ceiling(nanoseconds / NanosecondsPerMs).ToString(CultureInfo.InvariantCulture);
    }
}
