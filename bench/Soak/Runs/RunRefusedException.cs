using System.Net;

namespace HotPath.Soak.Runs;

/// <summary>A run that cannot start for a reason its user can mend. The message says what was found, what was expected and what to do.</summary>
internal sealed class RunRefusedException : Exception
{
    private RunRefusedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    public static RunRefusedException TargetRefuses(Uri url, Exception cause) =>
        new($"The target {url} does not accept connections ({cause.Message}). " +
            "A gateway must listen there before the run starts: check address and port, or leave --target out to use the embedded one.", cause);

    public static RunRefusedException NoSuchLocalAddress(IPAddress local, Exception cause) =>
        new($"target.localAddress is {local}, which connections cannot come from ({cause.Message}). Give an address of this machine, or leave it out.", cause);

    public static RunRefusedException UnknownHost(Uri url, Exception cause) =>
        new($"The target's host '{url.Host}' has no address ({cause.Message}). Check the spelling, or give an IP address.", cause);
}
