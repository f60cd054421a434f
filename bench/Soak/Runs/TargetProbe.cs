using System.Net;
using System.Net.Sockets;
using HotPath.Http;
using HotPath.Soak.Load;
using HotPath.Soak.Load.Transports;
using HotPath.Soak.Load.Transports.Http3;
using HotPath.Soak.Machine;
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

        Exception? refusal = null;
        List<IPEndPoint> reachable = [];
        foreach (IPEndPoint address in target.Addresses)
        {
            if (await ConnectAsync(address, target, settings, cancellationToken).ConfigureAwait(false) is { } problem) refusal ??= problem;
            else reachable.Add(address);
        }

        if (reachable.Count == 0)
        {
            throw settings.LocalAddress is { } local && !IsOwn(local)
                ? RunRefusedException.NoSuchLocalAddress(local, refusal!)
                : RunRefusedException.TargetRefuses(url, refusal!);
        }

        // A name may stand for more addresses than the target listens at (localhost for ::1, too): those that accept are used.
        return target with { Addresses = reachable, Unreachable = [.. target.Addresses.Except(reachable).Select(address => address.Address)] };
    }

    /// <summary>Whether a socket can be bound to it.</summary>
    private static bool IsOwn(IPAddress local)
    {
        using Socket socket = new(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            LocalAddress.Bind(socket, local);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <returns>Why there is no connection; null when there was one.</returns>
    private static async Task<Exception?> ConnectAsync(IPEndPoint address, Target target, TargetSettings settings, CancellationToken cancellationToken)
    {
        TimeSpan longest = settings.Timeouts.Connect;
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(longest);
        try
        {
            if (settings.Transport == Transport.Http3 && QuicLibrary.IsThere)
            {
                QuicHandshakeResult made = await QuicHandshake.MakeAsync(address, settings.LocalAddress, target.Tls!, moreStreams: null, timeout.Token).ConfigureAwait(false);
                if (made.Connection is { } quic) await quic.DisposeAsync().ConfigureAwait(false);
                return made.Failure == TlsFailure.None ? made.Problem : null; // a certificate that is refused was shown by somebody
            }

            using Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (settings.LocalAddress is { } local) LocalAddress.Bind(socket, local);
            await socket.ConnectAsync(address, timeout.Token).ConfigureAwait(false);
            return null;
        }
        catch (SocketException problem)
        {
            return problem;
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            return new TimeoutException($"no answer within {longest.TotalSeconds:0.#} s", problem);
        }
    }
}
