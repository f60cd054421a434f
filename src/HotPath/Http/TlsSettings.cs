using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace HotPath.Http;

/// <summary>How connections to one target are secured.</summary>
public sealed record TlsSettings
{
    private const SslProtocols Supported = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>
    /// The name sent to the peer (SNI) and looked for in its certificate. An IP address is not sent, and .NET never resumes a
    /// session with one.
    /// </summary>
    public required string TargetHost { get; init; }

    /// <summary>True: the peer's certificate must be trusted, valid now and made out to <see cref="TargetHost"/>.</summary>
    public bool Verify { get; init; } = true;

    /// <summary>The only roots trusted. Null: those of the system.</summary>
    public X509Certificate2Collection? CustomRoots { get; init; }

    /// <summary>Shown to a peer that asks for one, with its private key. Not disposed. Null: none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The versions offered: TLS 1.2, TLS 1.3 or both.</summary>
    public SslProtocols Protocols { get; init; } = Supported;

    /// <summary>
    /// False: every handshake is a full one. True: as .NET resumes, which in TLS 1.3 is only after an earlier connection has read
    /// past the handshake, since the peer's session ticket comes after it.
    /// </summary>
    public bool Resume { get; init; } = true;

    /// <summary>The application protocols offered (ALPN), the preferred one first. Empty: the extension is left out.</summary>
    public IReadOnlyList<SslApplicationProtocol> ApplicationProtocols { get; init; } = [SslApplicationProtocol.Http11];

    /// <returns>Every problem, not just the first; empty when the settings can be used.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [];
        if (string.IsNullOrEmpty(TargetHost)) problems.Add("TargetHost is empty; give the name that the peer's certificate bears.");
        if (Protocols == SslProtocols.None || (Protocols & ~Supported) != 0)
        {
            problems.Add($"Protocols is {Protocols}; it must be Tls12, Tls13 or both.");
        }
        if (CustomRoots is { Count: 0 }) problems.Add("CustomRoots is empty, so nothing would be trusted; add a root, or leave it null.");
        if (CustomRoots is not null && !Verify) problems.Add("CustomRoots is given but Verify is false; set Verify, or leave CustomRoots null.");
        if (ClientCertificate is { HasPrivateKey: false })
        {
            problems.Add("ClientCertificate has no private key; load it together with its key.");
        }
        return problems;
    }

    /// <summary>The same for a stack that makes its handshakes itself, as QUIC does.</summary>
    /// <param name="judge">Asked about the peer's certificate; one for each handshake, made of these settings.</param>
    /// <returns>To be changed freely.</returns>
    public SslClientAuthenticationOptions ToOptions(CertificateJudge judge)
    {
        ArgumentNullException.ThrowIfNull(judge);
        SslClientAuthenticationOptions options = ToOptions();
        options.RemoteCertificateValidationCallback = judge.Accept;
        return options;
    }

    internal SslClientAuthenticationOptions ToOptions() => new()
    {
        TargetHost = TargetHost,
        EnabledSslProtocols = Protocols,
        AllowTlsResume = Resume,
        ApplicationProtocols = ApplicationProtocols.Count == 0 ? null : [.. ApplicationProtocols],
        ClientCertificateContext = ClientCertificate is null ? null : SslStreamCertificateContext.Create(ClientCertificate, null, offline: true),
        CertificateChainPolicy = ChainPolicy(),
    };

    // No request of its own may hide in a handshake that is timed: revocation is not asked for, and an intermediate that the
    // peer leaves out is not fetched.
    private X509ChainPolicy ChainPolicy()
    {
        X509ChainPolicy policy = new() { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (CustomRoots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(CustomRoots);
        }
        return policy;
    }
}
