using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HotPath.Soak.Gateway;

/// <summary>
/// A certificate authority made for one gateway, and the server certificate that it signed. The keys stay in memory; clients are handed the
/// authority's certificate as a file, which lasts as long as this object.
/// </summary>
internal sealed class GatewayCertificates : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // RFC 5280, 4.2.1.12: id-kp-serverAuth

    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromHours(1);
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(30);

    private readonly X509Certificate2 _authority;
    private string? _authorityFile;

    /// <param name="addresses">That the server certificate is valid for, beside localhost and the loopback addresses.</param>
    public GatewayCertificates(IEnumerable<IPAddress> addresses)
    {
        DateTimeOffset from = DateTimeOffset.UtcNow - ClocksMayDiffer;
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = AuthorityRequest(authorityKey).CreateSelfSigned(from, from + Lasts);
        using ECDsa serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 server = ServerRequest(serverKey, authority, addresses)
            .Create(authority, from, from + Lasts, RandomNumberGenerator.GetBytes(16));

        _authority = X509CertificateLoader.LoadCertificate(authority.RawData); // without its key: it signs nothing more
        Server = ForTls(server.CopyWithPrivateKey(serverKey));
    }

    /// <summary>With its key; valid as long as this object.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>Writes the authority's certificate to the system's folder for temporary files.</summary>
    /// <returns>The path of the PEM file.</returns>
    public string WriteAuthority()
    {
        string path = Path.Combine(Path.GetTempPath(), $"hotpath-ca-{Guid.NewGuid():N}.pem");
        using FileStream file = new(path, FileMode.CreateNew); // never into what somebody else put there
        _authorityFile = path;
        file.Write(System.Text.Encoding.ASCII.GetBytes(_authority.ExportCertificatePem() + "\n"));
        return path;
    }

    public void Dispose()
    {
        if (_authorityFile is not null) File.Delete(_authorityFile);
        _authority.Dispose();
        Server.Dispose();
    }

    private static CertificateRequest AuthorityRequest(ECDsa key)
    {
        CertificateRequest request = new("CN=HotPath simulated gateway CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }

    private static CertificateRequest ServerRequest(ECDsa key, X509Certificate2 authority, IEnumerable<IPAddress> addresses)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        foreach (IPAddress address in addresses.Concat([IPAddress.Loopback, IPAddress.IPv6Loopback]).Distinct())
        {
            names.AddIpAddress(address);
        }

        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request;
    }

    // Windows' TLS takes no key that was never its own: read back from PKCS #12, it is, for as long as the certificate is open.
    private static X509Certificate2 ForTls(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
