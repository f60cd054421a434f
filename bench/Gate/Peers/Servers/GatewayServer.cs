using System.Globalization;
using System.Text.Json;
using HotPath.Gate.Machine;

namespace HotPath.Gate.Peers.Servers;

/// <summary>The simulated gateway of hotpath-soak, as its users start it.</summary>
internal sealed class GatewayServer : PeerServer
{
    public const string Program = "hotpath-soak";
    public const string Project = "bench/Soak";
    public const string Install = "dotnet build -c Release bench/Soak";

    private const string ReadyPrefix = "READY ";
    private const int BurstTokens = Work.EventsOfStream - 4; // role, finish reason, usage and the end are events, too
    private const int AnswerTokens = 12; // makes an answer as long as nginx'

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _process;
    private readonly Uri _http1;
    private readonly Uri _http2;
    private readonly Uri _tls;
    private readonly HttpClient _client = new();

    private GatewayServer(ChildProcess process, Uri http1, Uri http2, Uri tls)
    {
        _process = process;
        _http1 = http1;
        _http2 = http2;
        _tls = tls;
    }

    public override int ProcessId => _process.Id;

    public static async Task<GatewayServer> StartAsync(string settings, string folder, CorePin? pin, CancellationToken cancellationToken)
    {
        string binary = Executables.FindBuilt(Project, Program) ?? throw new InvalidOperationException($"{Program} was here a moment ago and is gone.");
        string configuration = Path.Combine(folder, "gateway.json");
        await File.WriteAllTextAsync(configuration, settings, cancellationToken).ConfigureAwait(false);
        Launch launch = new(binary, ["gateway", "--listen", "http://127.0.0.1:0", "--listen", "h2c://127.0.0.1:0", "--listen", "https://127.0.0.1:0", "--config", configuration, "--until-input-closes"]);
        ChildProcess process = ChildProcess.Start(launch, pin);
        try
        {
            using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            waiting.CancelAfter(ReadyWithin);
            while (await process.ReadLineAsync(waiting.Token).ConfigureAwait(false) is { } line)
            {
                if (AddressesIn(line) is [Uri http1, Uri http2, Uri tls]) return new GatewayServer(process, http1, http2, tls);
            }

            ProcessEnd end = await process.EndAsync(waiting.Token).ConfigureAwait(false);
            throw new InvalidOperationException($"The simulated gateway ended with exit code {end.ExitCode} before it was ready: {end.Said}");
        }
        catch
        {
            await process.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The addresses of the line that says it is ready; none of any other line. What is spoken there in the clear is http, whatever the version.</summary>
    public static Uri[] AddressesIn(string line) => line.StartsWith(ReadyPrefix, StringComparison.Ordinal)
        ? [.. line[ReadyPrefix.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(address => new Uri(address.Replace("h2c://", "http://", StringComparison.Ordinal)))]
        : [];

    /// <summary>What the work needs simulated, in the form of a configuration.</summary>
    public static string ConfigurationOf(Work work) => work switch
    {
        // Each stream has the same schedule, so that it is known without asking.
        { Pace: { } pace } => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "ttft": "constant({{pace.IntervalMs}}ms)", "itl": "constant({{pace.IntervalMs}}ms)", "tokens": "constant({{pace.Events}})" }"""),

        // A token each 50 ms. All streams are asked for at once: by the spread of their first tokens and of their lengths they do not stay in step.
        { IsPaced: true } => """{ "ttft": "uniform(20ms, 70ms)", "itl": "constant(50ms)", "tokens": "uniform(60, 140)" }""",

        _ => string.Create(CultureInfo.InvariantCulture, $$"""{ "ttft": "constant(0ms)", "itl": "constant(0ms)", "tokens": "constant({{(work.Streams ? BurstTokens : AnswerTokens)}})" }"""),
    };

    public override Uri AddressOf(Work work, bool overHttp2) => new(work.Tls ? _tls : overHttp2 ? _http2 : _http1, "/v1/chat/completions");

    public override async Task<ServerCounts> CountAsync(CancellationToken cancellationToken)
    {
        using JsonDocument stats = await StatsAsync(cancellationToken).ConfigureAwait(false);
        return CountsIn(stats.RootElement);
    }

    public override async Task<double?> LateP99MsAsync(CancellationToken cancellationToken)
    {
        using JsonDocument stats = await StatsAsync(cancellationToken).ConfigureAwait(false);
        return stats.RootElement.GetProperty("pacing").GetProperty("lateP99Ms").GetDouble();
    }

    /// <param name="stats">Of <c>GET /stats</c>.</param>
    public static ServerCounts CountsIn(JsonElement stats) => new(
        stats.GetProperty("requests").GetProperty("chat").EnumerateObject().Sum(status => status.Value.GetInt64()),
        stats.GetProperty("tokens").GetInt64(),
        stats.GetProperty("process").GetProperty("allocatedBytes").GetInt64());

    public override async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<JsonDocument> StatsAsync(CancellationToken cancellationToken) =>
        JsonDocument.Parse(await _client.GetStringAsync(new Uri(_http1, "/stats"), cancellationToken).ConfigureAwait(false));
}
