using System.Net.Sockets;
using HotPath.Soak.Load;
using HotPath.Soak.Scenarios;

namespace HotPath.Soak.Runs;

/// <summary>Finds the target and makes sure it answers the telephone, before anything is written.</summary>
internal static class TargetProbe
{
    /// <param name="caOfGateway">The embedded gateway's CA file, where it has one.</param>
    /// <exception cref="RunRefusedException">No address, or none that accepts a connection.</exception>
    public static async Task<Target> FindAsync(Uri url, TargetSettings settings, string? caOfGateway, CancellationToken cancellationToken)
    {
        Target target;
        try
        {
            target = await Target.ResolveAsync(url, ScenarioSecrets.KeyOf(settings), TargetTls.Settings(url, settings.Tls, caOfGateway), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException problem)
        {
            throw RunRefusedException.UnknownHost(url, problem);
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(settings.Timeouts.Connect);
        try
        {
            using Socket socket = new(target.Addresses[0].AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(target.Addresses[0], timeout.Token).ConfigureAwait(false);
        }
        catch (SocketException problem)
        {
            throw RunRefusedException.TargetRefuses(url, problem);
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw RunRefusedException.TargetRefuses(url, new TimeoutException($"no answer within {settings.Timeouts.Connect.TotalSeconds:0.#} s", problem));
        }

        return target;
    }
}
