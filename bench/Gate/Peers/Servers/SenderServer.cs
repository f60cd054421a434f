using System.Text.Json;
using HotPath.Gate.Commands;
using HotPath.Gate.Machine;
using HotPath.Gate.Peers.Sender;

namespace HotPath.Gate.Peers.Servers;

/// <summary>The bare sender: this program again, so that it has a core of its own.</summary>
internal sealed class SenderServer : PeerServer
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _process;
    private readonly SenderStart _start;

    private SenderServer(ChildProcess process, SenderStart start)
    {
        _process = process;
        _start = start;
    }

    public override int ProcessId => _process.Id;

    public static async Task<SenderServer> StartAsync(StreamPace pace, bool tls, string folder, CorePin? pin, CancellationToken cancellationToken)
    {
        ServerCertificate.WriteTo(folder);
        Launch launch = Executables.Own(SenderCommand.Arguments(pace, tls ? folder : null));
        ChildProcess process = ChildProcess.Start(launch, pin);
        try
        {
            using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            waiting.CancelAfter(ReadyWithin);
            if (await process.ReadLineAsync(waiting.Token).ConfigureAwait(false) is { } line)
            {
                return new SenderServer(process, JsonSerializer.Deserialize(line, SenderJson.Default.SenderStart)!);
            }

            ProcessEnd end = await process.EndAsync(waiting.Token).ConfigureAwait(false);
            throw new InvalidOperationException($"The sender ended with exit code {end.ExitCode} before it was ready: {end.Said}");
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override Uri AddressOf(Work work, bool overHttp2) => new($"{(work.Tls ? "https" : "http")}://127.0.0.1:{_start.Port}/v1/chat/completions");

    public override async Task<ServerCounts> CountAsync(CancellationToken cancellationToken)
    {
        SenderCounts counts = await AskAsync(cancellationToken).ConfigureAwait(false);
        return new ServerCounts(counts.Requests, counts.Events, counts.AllocatedBytes);
    }

    public override async Task<double?> LateP99MsAsync(CancellationToken cancellationToken) =>
        (await AskAsync(cancellationToken).ConfigureAwait(false)).LateP99Ms;

    public override ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<SenderCounts> AskAsync(CancellationToken cancellationToken)
    {
        await _process.WriteLineAsync("counts", cancellationToken).ConfigureAwait(false);
        string line = await _process.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("The sender ended while it was needed.");
        return JsonSerializer.Deserialize(line, SenderJson.Default.SenderCounts)!;
    }
}
