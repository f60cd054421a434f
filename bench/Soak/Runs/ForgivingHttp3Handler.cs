using HotPath.Http;

namespace HotPath.Soak.Runs;

/// <summary>
/// The framework's HTTP/3, tried again for each request: by itself it takes a target that it could not connect to once for one without HTTP/3,
/// for ten minutes. One request at a time.
/// </summary>
internal sealed class ForgivingHttp3Handler : HttpMessageHandler
{
    private readonly TlsSettings _tls;
    private readonly TimeSpan _longestConnect;
    private HttpMessageInvoker _framework;

    public ForgivingHttp3Handler(TlsSettings tls, TimeSpan longestConnect)
    {
        _tls = tls;
        _longestConnect = longestConnect;
        _framework = NewFramework();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _framework.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            _framework.Dispose();
            _framework = NewFramework();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _framework.Dispose();
        base.Dispose(disposing);
    }

    private HttpMessageInvoker NewFramework() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectTimeout = _longestConnect,
        SslOptions = _tls.ToOptions(new CertificateJudge(_tls)),
    });
}
