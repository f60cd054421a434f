using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using HotPath.Gate.Peers.Servers;

namespace HotPath.Gate.Peers.Arrivals;

/// <summary>Over HTTP/2 in the clear, by the framework's client, whose connections all streams share.</summary>
internal sealed class Http2Source(HttpMessageInvoker client, Uri address, string seed) : IStampSource
{
    private HttpResponseMessage? _response;

    public async Task<PipeReader?> OpenAsync(CancellationToken cancellationToken)
    {
        _response?.Dispose();
        using HttpRequestMessage request = Request();
        try
        {
            _response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            return null;
        }

        return _response.StatusCode == HttpStatusCode.OK
            ? PipeReader.Create(await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false))
            : null;
    }

    public void Dispose() => _response?.Dispose();

    private HttpRequestMessage Request()
    {
        string body = StaticAnswers.RequestBody(stream: true).Replace(StaticAnswers.Seed, seed, StringComparison.Ordinal);
        HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", StaticAnswers.ApiKey);
        request.Headers.Add(EventStamp.Header, EventStamp.HeaderValue);
        return request;
    }
}
