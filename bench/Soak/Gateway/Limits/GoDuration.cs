using System.Globalization;

namespace HotPath.Soak.Gateway.Limits;

/// <summary>Durations as OpenAI's rate limit headers have them: <c>12ms</c>, <c>1s</c>, <c>1.5s</c>, <c>6m0s</c>, <c>1h0m0s</c>.</summary>
internal static class GoDuration
{
    private const long NanosecondsPerMs = 1_000_000;
    private const long MsPerSecond = 1_000;
    private const long MsPerMinute = 60 * MsPerSecond;
    private const long MsPerHour = 60 * MsPerMinute;

    /// <param name="nanoseconds">Zero or more; rounded up to milliseconds.</param>
    public static string Format(long nanoseconds)
    {
        long ms = (nanoseconds / NanosecondsPerMs) + (nanoseconds % NanosecondsPerMs > 0 ? 1 : 0);
        if (ms == 0) return "0s";
        if (ms < MsPerSecond) return string.Create(CultureInfo.InvariantCulture, $"{ms}ms");

        string hours = ms >= MsPerHour ? string.Create(CultureInfo.InvariantCulture, $"{ms / MsPerHour}h") : "";
        string minutes = ms >= MsPerMinute ? string.Create(CultureInfo.InvariantCulture, $"{ms % MsPerHour / MsPerMinute}m") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{hours}{minutes}{ms % MsPerMinute / (decimal)MsPerSecond:0.###}s");
    }
}
