using System.Net;
using HotPath.Soak.Scenarios.Documents;
using HotPath.Soak.Scenarios.Shapes;

namespace HotPath.Soak.Scenarios.Parts;

/// <summary><c>target</c>: where requests go, and how.</summary>
internal static class TargetPart
{
    private static readonly TargetSettings Otherwise = new();

    public static ObjectShape Shape { get; } = new(
        "The gateway under test, and how it is spoken to.",
        [
            new("url", new TextShape("Where its OpenAI-compatible API begins; /v1 is added where no path is given. Left out: the embedded simulated gateway.")
            {
                Expectation = TargetUrl.Expectation,
                Pattern = "^[hH][tT][tT][pP][sS]?://",
                ProblemOf = text => TargetUrl.TryParse(text, out _, out string? problem) ? null : problem,
            }),
            new("apiKey", new TextShape("The bearer key, as env:NAME. Left out: the variable HOTPATH_API_KEY, else sk-hotpath.")
            {
                Pattern = SecretReference.Pattern,
                ProblemOf = SecretReference.ProblemOf,
                IsSecret = true,
            }),
            new("checkKey", new FlagShape("Whether before the run a handshake is made with a target at https://, and each key is tried by a GET of the list of models; the run does not start where one of them is refused. False: every request that the target sees is the load's.") { Default = Otherwise.ChecksKey }),
            new("transport", new ChoiceShape("The version of HTTP; http3 is spoken over TLS alone, and only where the machine has QUIC.", ["http1", "http2", "http3"]) { Default = "http1" }),
            new("localAddress", new TextShape("The IP address of this machine that connections come from; left out: the system's choice.")
            {
                ProblemOf = text => IPAddress.TryParse(text, out _) ? null : "it must be an IP address such as 127.0.0.2",
            }),
            new("dns", new ObjectShape(
                "How the host's name is looked up, which is done when a connection is opened; its addresses are used in turn, and the next where one refuses.",
                [new("ttl", Terms.DurationOrZero("How old an answer may be; 0s: each connection asks.", Otherwise.KeepAddressesFor))])),
            new("connections", ConnectionsShape()),
            new("timeouts", TimeoutsShape()),
            new("tls", TlsShape()),
        ]);

    public static Uri? Url(CheckedObject target) =>
        target.Text("url") is { } text && TargetUrl.TryParse(text, out Uri? url, out _) ? url : null;

    public static TargetSettings Settings(CheckedObject target)
    {
        CheckedObject connections = target.Object("connections");
        CheckedObject timeouts = target.Object("timeouts");
        return new TargetSettings
        {
            ApiKeyVariable = target.Text("apiKey") is { } key && SecretReference.TryParse(key, out string? variable) ? variable : null,
            ChecksKey = target.Flag("checkKey", Otherwise.ChecksKey),
            Transport = Enum.TryParse(target.Text("transport"), ignoreCase: true, out Transport transport) ? transport : Otherwise.Transport,
            LocalAddress = IPAddress.TryParse(target.Text("localAddress"), out IPAddress? local) ? local : null,
            KeepAddressesFor = target.Object("dns").Duration("ttl") ?? Otherwise.KeepAddressesFor,
            Connections = new ConnectionSettings
            {
                Max = connections.Whole("max") ?? Otherwise.Connections.Max,
                Idle = connections.Duration("idle") ?? Otherwise.Connections.Idle,
                Lifetime = connections.Duration("lifetime") ?? Otherwise.Connections.Lifetime,
                Requests = connections.Whole("requests"),
            },
            Timeouts = new TimeoutSettings
            {
                Connect = timeouts.Duration("connect") ?? Otherwise.Timeouts.Connect,
                FirstByte = timeouts.Duration("firstByte") ?? Otherwise.Timeouts.FirstByte,
                Idle = timeouts.Duration("idle") ?? Otherwise.Timeouts.Idle,
                Total = timeouts.Duration("total") ?? Otherwise.Timeouts.Total,
            },
            Tls = target.Has("tls") ? Tls(target.Object("tls")) : null,
        };
    }

    private static TlsOptions Tls(CheckedObject tls) => new()
    {
        Resume = tls.Flag("resume", otherwise: true),
        Verify = tls.Flag("verify", otherwise: true),
        Versions = tls.Text("version") switch { "1.2" => TlsVersions.Tls12, "1.3" => TlsVersions.Tls13, _ => TlsVersions.Any },
        CaFile = tls.Text("ca"),
        ClientCertificateFile = tls.Text("clientCertificate"),
        ClientKeyFile = tls.Text("clientKey"),
    };

    private static ObjectShape TlsShape() => new(
        "How a connection is secured. Given without a url, the embedded gateway is spoken to over TLS.",
        [
            new("resume", new FlagShape("Takes up earlier sessions; false: each handshake is a full one.") { Default = true }),
            new("verify", new FlagShape("The certificate must be trusted, valid now and made out to the host; false: any is taken.") { Default = true }),
            new("version", new ChoiceShape("The only version of TLS to offer; left out: both.", ["1.2", "1.3"])),
            new("ca", new TextShape("A PEM file with the only roots to trust; left out: the system's.")),
            new("clientCertificate", new TextShape("A PEM file with the client's certificate, and its key where clientKey is left out.")),
            new("clientKey", new TextShape("A PEM file with the client certificate's key.")),
        ]);

    private static ObjectShape ConnectionsShape() => new(
        "The connections to the target.",
        [
            new("max", new NumberShape("Open at once, at most; a request that finds none free waits, and the wait is part of its latency.", 1, 1_000_000)
            {
                IsWhole = true,
                Unit = " connections",
                Default = Otherwise.Connections.Max,
            }),
            new("idle", Terms.Duration("One that was idle for longer is closed rather than used again.", Otherwise.Connections.Idle)),
            new("lifetime", Terms.Duration("One that was opened longer ago gets no new request.", Otherwise.Connections.Lifetime)),
            new("requests", new NumberShape("Requests that one carries, over HTTP/1.1; 1 opens a new one for each. Left out: as many as come.", 1, 1_000_000_000)
            {
                IsWhole = true,
                Unit = " requests",
            }),
        ]);

    private static ObjectShape TimeoutsShape() => new(
        "How long is waited; what takes longer counts as timeout.",
        [
            new("connect", Terms.Duration("For a connection.", Otherwise.Timeouts.Connect)),
            new("firstByte", Terms.Duration("From the request written to the first byte of the body.", Otherwise.Timeouts.FirstByte)),
            new("idle", Terms.Duration("Between two reads of a body.", Otherwise.Timeouts.Idle)),
            new("total", Terms.Duration("From the request written to the end of its answer; also the longest drain at the end of a run.", Otherwise.Timeouts.Total)),
        ]);
}
