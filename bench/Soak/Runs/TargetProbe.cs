using System.Net.Sockets;
using HotPath.Soak.Load;

namespace HotPath.Soak.Runs;

/// <summary>Finds the target and makes sure it answers the telephone, before anything is written.</summary>
internal static class TargetProbe
{
    private const string KeyVariable = "HOTPATH_API_KEY";
    private const string DefaultKey = "sk-hotpath";

    /// <exception cref="RunRefusedException">No address, or none that accepts a connection.</exception>
    public static async Task<Target> FindAsync(Uri url, string? keyVariable, TimeSpan connectTimeout, CancellationToken cancellationToken)
    {
        Target target;
        try
        {
            target = await Target.ResolveAsync(url, KeyOf(keyVariable), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException problem)
        {
            throw RunRefusedException.UnknownHost(url, problem);
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(connectTimeout);
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
            throw RunRefusedException.TargetRefuses(url, new TimeoutException($"no answer within {connectTimeout.TotalSeconds:0.#} s", problem));
        }

        return target;
    }

    private static string KeyOf(string? variable) =>
        Environment.GetEnvironmentVariable(variable ?? KeyVariable) is { Length: > 0 } key ? key : DefaultKey;
}
