using System.IO.Pipelines;
using System.Text;
using BenchmarkDotNet.Attributes;
using HotPath.Http;

namespace HotPath.Micro.Http;

/// <summary>One request on a kept connection, and its answer read to the end: head parsed, framing undone, body bytes counted.</summary>
/// <remarks>The connection is an array in memory that always has the next bytes: the cost of the client alone.</remarks>
[MemoryDiagnoser]
public class Http1ConnectionBenchmarks : IDisposable
{
    private const string Json = """{"model":"sim-small","stream":true,"messages":[{"role":"user","content":"Hello"}]}""";

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly byte[] _request = Encoding.ASCII.GetBytes(
        $"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json}");
    private readonly byte[] _json = Encoding.ASCII.GetBytes(Json);
    private readonly Uri _uri = new("http://localhost/v1/chat/completions");

    private HttpMessageInvoker _invoker = null!;
    private Http1Connection _connection = null!;

    [ParamsAllValues]
    public AnswerKind Answer { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        byte[] response = SampleAnswer.Write(Answer);
        int mostBytesARead = Answer == AnswerKind.ChunkedByteByByte ? 1 : int.MaxValue;
        _connection = new Http1Connection(new LoopingStream(response, mostBytesARead));
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, _) => new ValueTask<Stream>(new LoopingStream(response, mostBytesARead)),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        });
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _invoker.Dispose();
        _connection.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The leanest way the framework offers: no HttpClient, no string, a buffer of its own.</summary>
    [Benchmark(Baseline = true)]
    public async ValueTask<long> MessageInvoker()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, _uri) { Content = new ByteArrayContent(_json) };
        using HttpResponseMessage response = await _invoker.SendAsync(request, CancellationToken.None).ConfigureAwait(false);
        Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);

        long bytes = 0;
        int count;
        while ((count = await body.ReadAsync(_buffer).ConfigureAwait(false)) > 0) bytes += count;
        return bytes;
    }

    [Benchmark]
    public async ValueTask<long> KeptConnection()
    {
        if (await _connection.SendAsync(_request, CancellationToken.None).ConfigureAwait(false) != SendResult.Sent) return 0;
        if (await _connection.ReceiveHeadAsync(CancellationToken.None).ConfigureAwait(false) != HeadResult.Received) return 0;

        long bytes = 0;
        while (true)
        {
            ReadResult read = await _connection.Body.ReadAsync().ConfigureAwait(false);
            bytes += read.Buffer.Length;
            _connection.Body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return bytes;
        }
    }
}
