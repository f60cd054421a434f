using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using HotPath.Http;

namespace HotPath.Tests.Http;

public class TlsSettingsTests
{
    private const int UnknownVersion = 1 << 20;

    [Fact]
    public void Validate_Defaults_FindsNothing() => Assert.Empty(new TlsSettings { TargetHost = "a" }.Validate());

    [Fact]
    public void Validate_SeveralProblems_NamesAll()
    {
        TlsSettings settings = new()
        {
            TargetHost = "",
            Protocols = SslProtocols.Tls12 | (SslProtocols)UnknownVersion,
            Verify = false,
            CustomRoots = [],
            ClientCertificate = X509CertificateLoader.LoadCertificate(TestCertificates.Client.RawData),
        };

        IReadOnlyList<string> problems = settings.Validate();

        Assert.Equal(
            ["TargetHost", "Protocols", "CustomRoots", "CustomRoots", "ClientCertificate"], problems.Select(problem => problem.Split(' ')[0]));
        Assert.Throws<ArgumentException>(() => TlsPeer.Connector(settings));
    }

    [Fact]
    public void Validate_NoVersion_IsAProblem() =>
        Assert.Single(new TlsSettings { TargetHost = "a", Protocols = SslProtocols.None }.Validate());
}
