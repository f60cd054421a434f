using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HotPath.Soak.Gateway;

/// <summary>An answer in one piece.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="DueAt">Not sent before this moment of the wheel.</param>
/// <param name="WriteTo">Writes the body.</param>
/// <param name="CompletedTokens">Tokens of an answer with text; else 0.</param>
internal sealed record JsonReply(int Status, long DueAt, Action<IBufferWriter<byte>> WriteTo, int CompletedTokens = 0)
{
    /// <summary>Of an answer that is one: an endpoint may have words of its own for it.</summary>
    public OpenAiError? Error { get; init; }

    /// <summary>Told when it was sent, or that the client left before; null: nobody asks.</summary>
    public IServingWatch? Watch { get; init; }

    // Escapes no more than JSON demands: nothing here becomes part of a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Filled and emptied within one synchronous call, so a thread needs one.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static JsonReply Of(OpenAiError error, long dueAt) => new(error.Status, dueAt, WriterOf(error.WriteTo)) { Error = error };

    public static JsonReply Of(int status, long dueAt, Action<Utf8JsonWriter> write) => new(status, dueAt, WriterOf(write));

    public static Action<IBufferWriter<byte>> WriterOf(Action<Utf8JsonWriter> write) => body =>
    {
        using Utf8JsonWriter json = new(body, Plain);
        write(json);
    };

    /// <summary>Writes the answer with its length, as servers do that know it. The server sends it when the request is done with.</summary>
    public void Send(HttpResponse response)
    {
        ArrayBufferWriter<byte> buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        WriteTo(buffer);

        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.BodyWriter.Write(buffer.WrittenSpan);
    }
}
