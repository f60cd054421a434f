using System.Globalization;

namespace HotPath.Soak.Machine;

/// <summary>What this machine has to offer at the moment. Null where it does not tell: only Linux does.</summary>
/// <param name="SocketsFree">Sockets that this process may still open.</param>
/// <param name="LocalPorts">Ports that connections to one address may leave from.</param>
/// <param name="LoadAverage">Threads that ran or waited for a processor, over the last minute.</param>
/// <param name="Processors">That this process may use.</param>
internal sealed record MachineState(long? SocketsFree, long? LocalPorts, double? LoadAverage, int Processors)
{
    private const string PortRange = "/proc/sys/net/ipv4/ip_local_port_range";
    private const string LoadAverageFile = "/proc/loadavg";

    public static MachineState Read() => new(FileDescriptors.ForSockets(), PortsOf(FirstLine(PortRange)), LoadOf(FirstLine(LoadAverageFile)), Environment.ProcessorCount);

    /// <param name="line">The lowest and the highest port.</param>
    public static long? PortsOf(string? line)
    {
        string[] ends = Words(line);
        return ends.Length == 2 && long.TryParse(ends[0], CultureInfo.InvariantCulture, out long lowest) && long.TryParse(ends[1], CultureInfo.InvariantCulture, out long highest)
            ? highest - lowest + 1
            : null;
    }

    /// <param name="line">The averages of one, five and fifteen minutes, and more.</param>
    public static double? LoadOf(string? line) =>
        Words(line) is [string minute, ..] && double.TryParse(minute, CultureInfo.InvariantCulture, out double load) ? load : null;

    private static string[] Words(string? line) => line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? FirstLine(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadLines(file).FirstOrDefault() : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
