using System.Buffers;
using System.IO.Pipelines;

namespace HotPath.Soak.Gateway;

/// <summary>A request's body, whole and in one piece until disposed. One that came in one piece is lent, not copied.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly PipeReader _reader;
    private readonly ReadOnlySequence<byte> _body;
    private readonly byte[]? _joined;

    private RequestBody(PipeReader reader, ReadOnlySequence<byte> body)
    {
        _reader = reader;
        _body = body;
        if (body.IsSingleSegment) return;

        _joined = ArrayPool<byte>.Shared.Rent((int)body.Length); // GatewayApp.MaxBodyBytes at most
        body.CopyTo(_joined);
    }

    public ReadOnlySpan<byte> Utf8 => _joined is null ? _body.FirstSpan : _joined.AsSpan(0, (int)_body.Length);

    /// <returns>The body, to be disposed whatever it holds; or why it cannot be read.</returns>
    public static async ValueTask<(RequestBody Body, OpenAiError? Error)> ReadAsync(HttpRequest request)
    {
        PipeReader reader = request.BodyReader;
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync().ConfigureAwait(false);
                if (read.IsCompleted) return (new RequestBody(reader, read.Buffer), null);

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception)
        {
            return (default, OpenAiError.Unreadable(exception.StatusCode, exception.Message));
        }
    }

    public void Dispose()
    {
        if (_reader is null) return;

        _reader.AdvanceTo(_body.End);
        if (_joined is not null) ArrayPool<byte>.Shared.Return(_joined);
    }
}
