using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HotPath.Soak.Tests.Load;

/// <summary>A server that answers each request with what the test says, byte for byte, on real sockets.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Func<int, ScriptedAnswer> _answerOf;
    private readonly Task _accepting;
    private int _requests;
    private int _accepted;

    /// <param name="answerOf">From the request's number to its answer.</param>
    /// <param name="address">Where it listens; null: 127.0.0.1.</param>
    public ScriptedServer(Func<int, ScriptedAnswer> answerOf, IPEndPoint? address = null)
    {
        _listener = new TcpListener(address ?? new IPEndPoint(IPAddress.Loopback, 0));
        _answerOf = answerOf;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public int Requests => Volatile.Read(ref _requests);

    public int Connections => Volatile.Read(ref _accepted);

    public ConcurrentQueue<string> Heads { get; } = [];

    /// <summary>Where each connection came from.</summary>
    public ConcurrentQueue<IPAddress> Clients { get; } = [];

    /// <summary>By the number of the request.</summary>
    public ConcurrentDictionary<int, string> Bodies { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    /// <summary>Ends when so many connections have been closed on this side.</summary>
    public async Task ClosedAsync(int connections, CancellationToken cancellationToken)
    {
        while (_connections.Count(serving => serving.IsCompleted) < connections) await Task.Delay(1, cancellationToken);
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptSocketAsync(_end.Token);
                Interlocked.Increment(ref _accepted);
                Clients.Enqueue(((IPEndPoint)socket.RemoteEndPoint!).Address);
                _connections.Add(ServeAsync(socket));
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                while (await ReadRequestAsync(socket) is (var head, var body))
                {
                    int number = Interlocked.Increment(ref _requests) - 1;
                    Heads.Enqueue(head);
                    Bodies[number] = body;
                    ScriptedAnswer answer = _answerOf(number);
                    await answer.Released.WaitAsync(_end.Token);
                    foreach (string piece in answer.Pieces)
                    {
                        await socket.SendAsync(Encoding.UTF8.GetBytes(piece), _end.Token);
                        if (answer.PauseBetween > TimeSpan.Zero) await Task.Delay(answer.PauseBetween, _end.Token);
                    }

                    switch (answer.End)
                    {
                        case AnswerEnd.Close:
                            return;
                        case AnswerEnd.Reset:
                            socket.LingerState = new LingerOption(true, 0);
                            return;
                        case AnswerEnd.Hang:
                            await Task.Delay(Timeout.Infinite, _end.Token);
                            break;
                        case AnswerEnd.Trickle:
                            await TrickleAsync(socket, answer.Pieces[^1]);
                            break;
                    }
                }
            }
            catch (Exception problem) when (problem is OperationCanceledException or SocketException)
            {
            }
        }
    }

    /// <summary>Sends the same piece again and again, until the other side has enough.</summary>
    private async Task TrickleAsync(Socket socket, string piece)
    {
        while (true)
        {
            await Task.Delay(20, _end.Token);
            await socket.SendAsync(Encoding.UTF8.GetBytes(piece), _end.Token);
        }
    }

    private async Task<(string Head, string Body)?> ReadRequestAsync(Socket socket)
    {
        List<byte> received = [];
        byte[] buffer = new byte[4_096];
        int wanted = int.MaxValue;
        int bodyAt = 0;
        while (received.Count < wanted)
        {
            int read = await socket.ReceiveAsync(buffer, _end.Token);
            if (read == 0) return null;

            received.AddRange(buffer.AsSpan(0, read));
            string text = Encoding.UTF8.GetString([.. received]);
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0) continue;

            bodyAt = end + 4;
            string? length = text[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?[15..].Trim();
            wanted = bodyAt + (length is null ? 0 : int.Parse(length, CultureInfo.InvariantCulture));
        }

        string whole = Encoding.UTF8.GetString([.. received]);
        return (whole[..(bodyAt - 4)], whole[bodyAt..]);
    }
}

internal enum AnswerEnd
{
    KeepOpen,
    Close,
    Reset,
    Hang,
    Trickle,
}

/// <param name="Pieces">Sent one after the other.</param>
internal sealed record ScriptedAnswer(AnswerEnd End, params string[] Pieces)
{
    public TimeSpan PauseBetween { get; init; }

    /// <summary>Nothing is sent before it has ended.</summary>
    public Task Released { get; init; } = Task.CompletedTask;

    public static ScriptedAnswer Json(string body, int status = 200, string headers = "") =>
        new(AnswerEnd.KeepOpen, $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    /// <summary>A chunked event stream; without <paramref name="whole"/> its last chunk is missing.</summary>
    public static ScriptedAnswer Events(AnswerEnd end, bool whole, params string[] events) =>
        new(end,
        [
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n",
            .. events.Select(e => $"data: {e}\n\n").Select(e => $"{Encoding.UTF8.GetByteCount(e):x}\r\n{e}\r\n"),
            .. whole ? (string[])["0\r\n\r\n"] : [],
        ]);
}
