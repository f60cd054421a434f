using System.Globalization;
using System.Text.RegularExpressions;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Servers;

/// <summary>A real nginx with one worker that gives static answers.</summary>
internal sealed partial class NginxServer : PeerServer
{
    public const string Program = "nginx";
    public const string Install = "apt-get install -y --no-install-recommends nginx-light";

    private const int MostAttempts = 5;

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _process;
    private readonly NginxPorts _ports;
    private readonly string _folder;
    private readonly HttpClient _client = new();
    private long _asked;

    private NginxServer(ChildProcess process, NginxPorts ports, string folder)
    {
        _process = process;
        _ports = ports;
        _folder = folder;
    }

    /// <summary>Answers of the stalling location, as nginx wrote them down: a moment each, in seconds since 1970, in order.</summary>
    public IReadOnlyList<double> ReadStallLog() =>
    [
        .. File.ReadLines(Path.Combine(_folder, NginxConfiguration.StallLog))
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))
            .Order(),
    ];

    /// <summary>The one process that answers.</summary>
    public int Worker => ProcessTree.ChildrenOf(_process.Id).Single();

    public override int ProcessId => _process.Id;

    public static async Task<NginxServer> StartAsync(string folder, CorePin? pin, CancellationToken cancellationToken)
    {
        string binary = Executables.Find(Program) ?? throw new InvalidOperationException($"{Program} was here a moment ago and is gone.");
        ServerCertificate.WriteTo(folder);
        Directory.CreateDirectory(Path.Combine(folder, NginxConfiguration.TempFolder));
        await File.WriteAllTextAsync(Path.Combine(folder, NginxConfiguration.StreamFile), StaticAnswers.Stream(), cancellationToken).ConfigureAwait(false);
        for (int attempt = 1; ; attempt++)
        {
            NginxPorts ports = NginxPorts.Find();
            string configuration = Path.Combine(folder, "nginx.conf");
            await File.WriteAllTextAsync(configuration, NginxConfiguration.Write(ports, folder), cancellationToken).ConfigureAwait(false);
            Launch launch = new(binary, ["-p", folder, "-c", configuration, "-e", Path.Combine(folder, NginxConfiguration.ErrorLog)]);
            NginxServer server = new(ChildProcess.Start(launch, pin), ports, folder);
            try
            {
                if (await server.IsReadyAsync(isLastAttempt: attempt == MostAttempts, cancellationToken).ConfigureAwait(false)) return server;
            }
            catch
            {
                await server.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    public override Uri AddressOf(Work work, bool overHttp2)
    {
        (string scheme, int port) = (work.Tls, overHttp2) switch
        {
            (false, false) => ("http", _ports.Http1),
            (false, true) => ("http", _ports.Http2),
            (true, false) => ("https", _ports.Tls1),
            (true, true) => ("https", _ports.Tls2),
        };
        string place = work.Stalls ? "stall" : work.Streams ? "stream" : "small";
        string host = work.Reconnects ? "localhost" : "127.0.0.1"; // TLS resumes no session with an address
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{host}:{port}/{place}/v1/chat/completions"));
    }

    /// <summary>By stub_status, which counts the questions as well.</summary>
    public override async Task<ServerCounts> CountAsync(CancellationToken cancellationToken)
    {
        string status = await _client.GetStringAsync(StatusPage(), cancellationToken).ConfigureAwait(false);
        return new ServerCounts(RequestsIn(status) - ++_asked, Events: null);
    }

    /// <param name="status">Its third line: connections accepted, connections handled, requests.</param>
    public static long RequestsIn(string status) => CountsLine().Match(status) is { Success: true } found
        ? long.Parse(found.Groups["requests"].Value, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"nginx's status page was expected to hold a line of three counts; it is: {status}");

    public override async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    /// <returns>False where another process took one of the ports.</returns>
    private async Task<bool> IsReadyAsync(bool isLastAttempt, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(ReadyWithin);
        string pidFile = Path.Combine(_folder, "nginx.pid"); // written after its ports are bound: an answer alone might be another process's
        while (!File.Exists(pidFile) || !await AnswersAsync(waiting.Token).ConfigureAwait(false))
        {
            if (_process.HasExited)
            {
                ProcessEnd end = await _process.EndAsync(waiting.Token).ConfigureAwait(false);
                return !isLastAttempt && end.Error.Contains("Address already in use", StringComparison.Ordinal)
                    ? false
                    : throw new InvalidOperationException($"nginx ended with exit code {end.ExitCode} before it served: {end.Said}");
            }

            await Task.Delay(PollEvery, waiting.Token).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CountAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Uri StatusPage() => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports.Status}/"));

    [GeneratedRegex("""^\s*\d+ \d+ (?<requests>\d+)\s*$""", RegexOptions.Multiline)]
    private static partial Regex CountsLine();
}
