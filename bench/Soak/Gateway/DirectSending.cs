using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace HotPath.Soak.Gateway;

/// <summary>
/// Has a connection's output sent by <see cref="SocketOutput"/>, in place of the pipe and the loop behind it that Kestrel's transport sends
/// by; that goes on receiving, and ends the connection.
/// </summary>
internal static class DirectSending
{
    /// <summary>To stand before TLS.</summary>
    public static ConnectionDelegate Use(ConnectionDelegate next) => connection =>
        connection.Features.Get<IConnectionSocketFeature>() is { } feature
            ? SendDirectlyAsync(connection, new SocketOutput(feature.Socket, connection.Abort), next)
            : next(connection);

    private static async Task SendDirectlyAsync(ConnectionContext connection, SocketOutput output, ConnectionDelegate next)
    {
        IDuplexPipe transport = connection.Transport;
        connection.Transport = new Wire(transport.Input, output);
        try
        {
            await next(connection);
        }
        finally
        {
            connection.Transport = transport;
            await output.CompleteAsync();
        }
    }

    private sealed record Wire(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
