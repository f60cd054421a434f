using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>An answer in one piece.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="DueAt">Not sent before this moment of the wheel.</param>
/// <param name="Write">Writes the body.</param>
/// <param name="CompletedTokens">Tokens of a chat answer; else 0.</param>
internal sealed record JsonReply(int Status, long DueAt, Action<Utf8JsonWriter> Write, int CompletedTokens = 0)
{
    // Escapes no more than JSON demands: nothing here becomes part of a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Filled and emptied within one synchronous call, so a thread needs one.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static JsonReply Of(OpenAiError error, long dueAt) => new(error.Status, dueAt, error.WriteTo);

    /// <summary>Sends the body with its length, as servers do that know it.</summary>
    public async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        Render(context.Response);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private void Render(HttpResponse response)
    {
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        using (Utf8JsonWriter json = new(buffer, Plain))
        {
            Write(json);
        }

        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
    }
}
