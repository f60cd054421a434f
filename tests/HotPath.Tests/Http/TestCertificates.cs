using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HotPath.Tests.Http;

/// <summary>Certificates made for the test run, all under one authority but the self-signed one.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static X509Certificate2 Authority { get; } = MakeAuthority();

    public static X509Certificate2Collection Roots { get; } = [Authority];

    public static X509Certificate2 Localhost { get; } = Issue("localhost");

    public static X509Certificate2 Client { get; } = Issue("client", isServer: false);

    /// <param name="name">The only name the certificate is made out to.</param>
    /// <param name="isServer">False: a client's.</param>
    /// <param name="ageDays">How long ago its validity of 30 days began.</param>
    /// <param name="paddingBytes">A private extension of that size makes it large.</param>
    public static X509Certificate2 Issue(string name, bool isServer = true, int ageDays = 1, int paddingBytes = 0)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request(name, key, isServer);
        if (paddingBytes > 0) request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.99999.1", new byte[paddingBytes], critical: false));
        DateTimeOffset from = Now.AddDays(-ageDays);
        using X509Certificate2 bare = request.Create(Authority, from, from.AddDays(30), RandomNumberGenerator.GetBytes(8));
        using X509Certificate2 withKey = bare.CopyWithPrivateKey(key);
        return Reload(withKey);
    }

    public static X509Certificate2 SelfSigned(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Request(name, key, isServer: true).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
        return Reload(certificate);
    }

    public static SslServerAuthenticationOptions ServerOptions(X509Certificate2 certificate) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
    };

    private static CertificateRequest Request(string name, ECDsa key, bool isServer)
    {
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        Oid usage = new(isServer ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2");
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], critical: false));
        return request;
    }

    private static X509Certificate2 MakeAuthority()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=HotPath test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return Reload(request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1)));
    }

    // Some platforms take no key for TLS that has never been in a file.
    private static X509Certificate2 Reload(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null, X509KeyStorageFlags.Exportable);
}
