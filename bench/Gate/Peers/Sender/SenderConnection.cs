using System.Buffers.Text;

namespace HotPath.Gate.Peers.Sender;

/// <summary>
/// One connection: its requests are read here, one after the other, and its answers written by the pacer, whose it is from a request to
/// the end of its stream. A client sends the next request only then.
/// </summary>
internal sealed class SenderConnection(Stream stream, StreamPacer pacer)
{
    private const int RequestBytes = 2048; // of what the tools send, head and body

    public long DueAt { get; set; }

    /// <summary>Events of the stream that were written.</summary>
    public int Sent { get; set; }

    /// <summary>Reads requests until the client has had enough. What it does wrong ends it.</summary>
    public async Task RunAsync()
    {
        await using (stream.ConfigureAwait(false))
        {
            byte[] request = new byte[RequestBytes];
            int held = 0;
            try
            {
                while (await stream.ReadAsync(request.AsMemory(held)).ConfigureAwait(false) is > 0 and int count)
                {
                    held += count;
                    if (!IsWhole(request.AsSpan(0, held))) continue;

                    held = 0;
                    pacer.Begin(this);
                }
            }
            catch (IOException)
            {
                // the client is gone
            }
        }
    }

    /// <returns>False: the client is gone.</returns>
    public bool TryWrite(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            stream.Write(bytes.Span);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Whether a request's head is there, and its body as long as the head says.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> request)
    {
        int headEnd = request.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0) return false;

        int at = request[..headEnd].IndexOf("Content-Length: "u8);
        if (at < 0) return true;

        _ = Utf8Parser.TryParse(request[(at + "Content-Length: ".Length)..], out int length, out _);
        return request.Length >= headEnd + "\r\n\r\n".Length + length;
    }
}
