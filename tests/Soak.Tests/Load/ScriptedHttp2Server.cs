using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace HotPath.Soak.Tests.Load;

/// <summary>A server of HTTP/2 without TLS that answers each request with what the test says.</summary>
internal sealed class ScriptedHttp2Server : IAsyncDisposable
{
    private readonly Func<int, Http2Answer> _answerOf;
    private readonly CancellationTokenSource _end = new();
    private readonly WebApplication _app;
    private int _requests;
    private int _connections;

    private ScriptedHttp2Server(Func<int, Http2Answer> answerOf, int streamsPerConnection)
    {
        _answerOf = answerOf;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = streamsPerConnection;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.Use(next => connection =>
                {
                    Interlocked.Increment(ref _connections);
                    return next(connection);
                });
            });
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Url => new($"{_app.Urls.Single()}/v1");

    public int Requests => Volatile.Read(ref _requests);

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Each request whose body was taken.</summary>
    public ConcurrentQueue<(IReadOnlyDictionary<string, string> Fields, string Body)> Received { get; } = [];

    /// <param name="answerOf">From the request's number to its answer.</param>
    public static async Task<ScriptedHttp2Server> StartAsync(Func<int, Http2Answer> answerOf, int streamsPerConnection = 100)
    {
        ScriptedHttp2Server server = new(answerOf, streamsPerConnection);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using StreamReader body = new(context.Request.Body);
        string text = await body.ReadToEndAsync(context.RequestAborted);
        Received.Enqueue((context.Request.Headers.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase), text));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Http2Answer answer = _answerOf(Interlocked.Increment(ref _requests) - 1);
        if (answer.TakesBody) await ReceiveAsync(context);
        if (answer.Status is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = answer.ContentType;
            foreach ((string name, string value) in answer.Headers) context.Response.Headers[name] = value;
            if (answer.SaysGoodbye) context.Response.Headers.Connection = "close"; // Kestrel makes a GOAWAY of it
            await context.Response.StartAsync(context.RequestAborted);
            foreach (string piece in answer.Pieces) await context.Response.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        await answer.GoesOn.WaitAsync(_end.Token);
        switch (answer.End)
        {
            case AnswerEnd.Close:
                context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Close(0); // below Kestrel, which might say goodbye first
                break;
            case AnswerEnd.Reset:
                context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(answer.ResetCode);
                break;
            case AnswerEnd.Hang:
                using (CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted))
                {
                    await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                context.Abort();
                break;
        }
    }
}

/// <param name="Status">Null: no head at all.</param>
/// <param name="Pieces">The body, written one after the other.</param>
internal sealed record Http2Answer(AnswerEnd End, int? Status, string ContentType, params string[] Pieces)
{
    private const int Cancel = 0x8;

    /// <summary>Of RST_STREAM.</summary>
    public int ResetCode { get; init; } = Cancel;

    public bool TakesBody { get; init; } = true;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public bool SaysGoodbye { get; init; }

    /// <summary>Waited for between what was written and the end.</summary>
    public Task GoesOn { get; init; } = Task.CompletedTask;

    public static Http2Answer Nothing(AnswerEnd end) => new(end, null, "");

    public static Http2Answer Json(string body, int status = 200) => new(AnswerEnd.KeepOpen, status, "application/json", body);

    public static Http2Answer Events(AnswerEnd end, params string[] events) =>
        new(end, 200, "text/event-stream", [.. events.Select(e => $"data: {e}\n\n")]);
}
