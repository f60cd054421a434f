using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace HotPath.EndToEnd.Tests.Peers;

/// <summary>A real proxy in front of an upstream on this machine, in a folder of its own; both are gone after <see cref="DisposeAsync"/>.</summary>
internal abstract class ProxyProcess : IAsyncDisposable
{
    /// <summary>Every proxy here writes its process id into this file of its folder, after it has bound its port.</summary>
    protected const string PidFile = "proxy.pid";

    private const int MostAttempts = 5;

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly Task<string> _standardError;

    /// <param name="prepare">Writes the configuration into the folder that it is given, and says how the proxy is started on it.</param>
    protected ProxyProcess(ProxyOptions options, int port, Func<string, ProcessStartInfo> prepare)
    {
        Port = port;
        Address = new Uri($"{options.Scheme}://127.0.0.1:{port}/");
        Folder = Directory.CreateTempSubdirectory("hotpath-proxy-").FullName;
        options.Certificate?.WriteTo(Folder);

        ProcessStartInfo start = prepare(Folder);
        start.WorkingDirectory = Folder;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _standardError = _process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public int Port { get; }

    public Uri Address { get; }

    /// <summary>Its configuration, logs and pid file.</summary>
    public string Folder { get; }

    private string Name => GetType().Name;

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _standardError; // Its workers hold it too: at its end the last of them is gone, and the port with it.
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <param name="launch">Called with a port; again with the next when another process took the port meanwhile.</param>
    /// <returns>A proxy that accepts connections.</returns>
    protected static async Task<T> StartAsync<T>(Func<int, T> launch, Func<int> choosePort, CancellationToken cancellationToken)
        where T : ProxyProcess
    {
        for (int attempt = 1; ; attempt++)
        {
            T proxy = launch(choosePort());
            try
            {
                await proxy.WaitUntilReadyAsync(cancellationToken);
                return proxy;
            }
            catch (PortTakenException) when (attempt < MostAttempts)
            {
                await proxy.DisposeAsync();
            }
            catch
            {
                await proxy.DisposeAsync();
                throw;
            }
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        long startedAt = Stopwatch.GetTimestamp();
        while (!(HoldsThePort() && await AcceptsAsync(cancellationToken)))
        {
            if (_process.HasExited)
            {
                throw Stopped(await _standardError);
            }

            if (Stopwatch.GetElapsedTime(startedAt) > ReadyWithin)
            {
                throw new TimeoutException($"{Name} did not serve {Address} within {ReadyWithin.TotalSeconds} s; see {Folder} for its configuration.");
            }

            await Task.Delay(PollEvery, cancellationToken);
        }
    }

    // A connection alone might be another process's, on a port that the proxy did not get.
    private bool HoldsThePort()
    {
        string file = Path.Combine(Folder, PidFile);
        return File.Exists(file) && File.ReadAllText(file).Trim() == _process.Id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false; // Not yet, or never: the loop above decides.
        }
    }

    private InvalidOperationException Stopped(string standardError) =>
        standardError.Contains("Address already in use", StringComparison.Ordinal)
            ? new PortTakenException($"Another process took port {Port} before {Name} could.")
            : new InvalidOperationException($"{Name} ended with exit code {_process.ExitCode} before it served: {standardError}");

    private sealed class PortTakenException(string message) : InvalidOperationException(message);
}
