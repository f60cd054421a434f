using System.Net.Quic;
using System.Runtime.Versioning;

namespace HotPath.Soak.Machine;

/// <summary>What HTTP/3 is spoken with: on Windows a part of the runtime, elsewhere a library that may be missing.</summary>
internal static class QuicLibrary
{
    /// <summary>What to do where it is missing.</summary>
    public const string Remedy = "it needs TLS 1.3 and, but for Windows, the library libmsquic, 2.2 or later";

    [SupportedOSPlatformGuard("linux"), SupportedOSPlatformGuard("macos"), SupportedOSPlatformGuard("windows")]
    public static bool IsThere => (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() || OperatingSystem.IsWindows()) && QuicConnection.IsSupported;
}
