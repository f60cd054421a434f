using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Flushes an answer over HTTP/3 before its end. There Kestrel drops what was written and not flushed, where over HTTP/1.1 and HTTP/2 it sends it
/// together with the end.
/// </summary>
internal static class FlushedEnds
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Body body = new(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Features.Set<IHttpResponseBodyFeature>(body);
        await next(context);
        if (!context.RequestAborted.IsCancellationRequested) await body.CompleteAsync();
    }

    private sealed class Body(IHttpResponseBodyFeature server) : IHttpResponseBodyFeature
    {
        private bool _isComplete;

        public Stream Stream => server.Stream;

        public PipeWriter Writer => server.Writer;

        public async Task CompleteAsync()
        {
            if (_isComplete) return;

            _isComplete = true;
            await server.Writer.FlushAsync();
            await server.CompleteAsync();
        }

        public void DisableBuffering() => server.DisableBuffering();

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            server.SendFileAsync(path, offset, count, cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken = default) => server.StartAsync(cancellationToken);
    }
}
