using HotPath.Soak.Machine;

namespace HotPath.Soak.Tests.Load.Http3;

internal static class Quic
{
    /// <summary>Skips a test where the machine cannot speak QUIC: no registry has the library, so that it is no peer that could be demanded.</summary>
    public static void Require() => Assert.SkipUnless(QuicLibrary.IsThere, "There is no QUIC on this machine: libmsquic is missing.");
}
