using System.Globalization;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>One line of the access log that <see cref="NginxConfiguration"/> asks for: one request, written when it is over.</summary>
/// <param name="Connection">A number of its own for each connection of a client.</param>
/// <param name="Protocol">HTTP/1.1 or HTTP/2.0.</param>
/// <param name="TlsProtocol">TLSv1.3 or TLSv1.2; null in the clear.</param>
/// <param name="SessionReused">Whether the connection's handshake was a resumed one.</param>
/// <param name="Line">Method, path and version.</param>
internal sealed record NginxRequest(long Connection, int Status, string Protocol, string? TlsProtocol, bool SessionReused, string Line)
{
    public const string LogFormat = "$connection $status $server_protocol $ssl_protocol $ssl_session_reused $request";

    private static readonly TimeSpan WrittenWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>All requests so far, once there are <paramref name="atLeast"/>: nginx writes a line after the client has its answer.</summary>
    public static async Task<IReadOnlyList<NginxRequest>> ReadAsync(Nginx nginx, int atLeast, CancellationToken cancellationToken)
    {
        string log = Path.Combine(nginx.Folder, NginxConfiguration.AccessLog);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(WrittenWithin);
        while (true)
        {
            string text = await File.ReadAllTextAsync(log, waiting.Token);
            string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length >= atLeast) return [.. lines.Select(Parse)];

            await Task.Delay(PollEvery, waiting.Token);
        }
    }

    private static NginxRequest Parse(string line)
    {
        string[] fields = line.Split(' ', 6);
        return new NginxRequest(
            long.Parse(fields[0], CultureInfo.InvariantCulture),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            fields[2],
            fields[3] == "-" ? null : fields[3],
            fields[4] == "r",
            fields[5]);
    }
}
