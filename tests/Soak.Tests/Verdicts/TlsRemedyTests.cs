using HotPath.Http;
using HotPath.Soak.Telemetry;
using HotPath.Soak.Verdicts;

namespace HotPath.Soak.Tests.Verdicts;

public sealed class TlsRemedyTests
{
    [Theory]
    [InlineData(TlsFailure.CertificateUntrusted, "target.tls.ca")]
    [InlineData(TlsFailure.CertificateNameMismatch, "a name that its certificate is made out to")]
    [InlineData(TlsFailure.CertificateExpired, "be renewed")]
    [InlineData(TlsFailure.ClientCertificateRequired, "target.tls.clientCertificate")]
    [InlineData(TlsFailure.ProtocolMismatch, "target.tls.version")]
    public void Of_WhatDoesNotPassByItself_NamesWhatMendsIt(TlsFailure failure, string named)
    {
        Assert.Contains(named, TlsRemedy.Of(TransportFigures.NameOf(failure)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TlsFailure.None)]
    [InlineData(TlsFailure.PeerClosed)]
    [InlineData(TlsFailure.Aborted)]
    [InlineData(TlsFailure.Other)]
    public void Of_WhatMayPass_IsNull(TlsFailure failure) => Assert.Null(TlsRemedy.Of(TransportFigures.NameOf(failure)));
}
