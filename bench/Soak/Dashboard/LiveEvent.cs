using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotPath.Soak.Dashboard;

/// <summary>One server-sent event with all that the page shows, so that a page which missed some is whole again after the next.</summary>
internal static class LiveEvent
{
    /// <summary>How long a page waits before it connects again.</summary>
    private const int RetryMilliseconds = 1_000;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // read as JSON, never as HTML

    public static byte[] KeepAlive { get; } = ": still here\n\n"u8.ToArray();

    /// <summary>After it the page does not connect again.</summary>
    public static byte[] Closed { get; } = "event: closed\ndata:\n\n"u8.ToArray();

    public static byte[] Render(FeedSnapshot feed, PageWidth width)
    {
        ArrayBufferWriter<byte> text = new();
        text.Write(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"event: run\nid: {feed.Version}\nretry: {RetryMilliseconds}\ndata: ")));
        WriteData(text, feed, width);
        text.Write("\n\n"u8);
        return text.WrittenSpan.ToArray();
    }

    private static void WriteData(ArrayBufferWriter<byte> text, FeedSnapshot feed, PageWidth width)
    {
        LiveVerdict verdict = LiveVerdict.Of(feed);
        using Utf8JsonWriter json = new(text, Options); // on one line, as an event's data must be
        json.WriteStartObject();
        json.WriteString("title", Title(feed, verdict));
        json.WriteString("tone", verdict.Tone);
        json.WriteBoolean("ended", feed.Stage is RunStage.Ended);
        json.WriteStartObject("parts");
        foreach ((string id, string html) in PageParts.Of(feed, verdict, width)) json.WriteString(id, html);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Title(FeedSnapshot feed, LiveVerdict verdict) =>
        feed.Introduction is { } run ? $"{verdict.Title}: {Printable.Of(run.Scenario)}" : verdict.Title;
}
