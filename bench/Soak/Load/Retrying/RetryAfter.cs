using System.Globalization;

namespace HotPath.Soak.Load.Retrying;

/// <summary>When a target says to come again: <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds or as a date (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The three forms of a date that a recipient must take (RFC 9110, 5.6.7).</summary>
    private static readonly string[] DateForms = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    private const double MostSeconds = 86_400.0 * 365;

    /// <param name="milliseconds">The value of <c>retry-after-ms</c>; null without one.</param>
    /// <param name="secondsOrDate">The value of <c>Retry-After</c>; null without one.</param>
    /// <param name="date">The value of <c>Date</c>: what a date is counted from, so that clocks that differ do no harm; null without one.</param>
    /// <param name="now">What it is counted from where there is none.</param>
    /// <returns>How long to wait, 0 or more; null where the target says nothing that can be understood.</returns>
    public static TimeSpan? Read(string? milliseconds, string? secondsOrDate, string? date, DateTimeOffset now)
    {
        if (TryReadNumber(milliseconds, out double ms)) return TimeSpan.FromSeconds(Math.Min(ms / 1_000, MostSeconds));
        if (TryReadNumber(secondsOrDate, out double seconds)) return TimeSpan.FromSeconds(Math.Min(seconds, MostSeconds));
        if (!TryReadDate(secondsOrDate, out DateTimeOffset until)) return null;

        TimeSpan left = until - (TryReadDate(date, out DateTimeOffset sentAt) ? sentAt : now);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static bool TryReadNumber(string? text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool TryReadDate(string? text, out DateTimeOffset date) => DateTimeOffset.TryParseExact(
        text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out date);
}
