using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace HotPath.Soak.Machine;

/// <summary>
/// Another process of this machine, read from <c>/proc/PID</c>: Linux alone. Told from a later one of the same number by the moment it started.
/// </summary>
internal sealed partial class OtherProcess
{
    private const int ClockTicksPerSecond = 2; // _SC_CLK_TCK
    private const int MsPerSecond = 1_000;

    private readonly string _folder;
    private readonly long _startTicks;
    private readonly double _msPerTick = (double)MsPerSecond / SystemConfiguration(ClockTicksPerSecond);

    private OtherProcess(int pid, string folder, long startTicks)
    {
        Pid = pid;
        _folder = folder;
        _startTicks = startTicks;
    }

    public int Pid { get; }

    /// <summary>What the kernel calls it, at most 15 characters.</summary>
    public string Name => FirstLine("comm") ?? Pid.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its program without the arguments, which may hold secrets; null where it cannot be read.</summary>
    public string? Program => FirstLine("cmdline")?.Split('\0')[0] is { Length: > 0 } program ? program : null;

    /// <returns>Null where there is no such process.</returns>
    public static OtherProcess? Find(int pid)
    {
        string folder = $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}";
        return StatOf(folder) is { State: not ('Z' or 'X') } stat ? new OtherProcess(pid, folder, stat.StartTicks) : null;
    }

    /// <returns>Null when it has ended, whatever has its number now.</returns>
    public ProcessReading? Read()
    {
        if (StatOf(_folder) is not { State: not ('Z' or 'X') } stat || stat.StartTicks != _startTicks) return null;

        (long? read, long? written) = DiskBytes(TryRead("io"));
        (long? received, long? sent) = NetworkBytes(TryRead("net/dev"));
        return new ProcessReading
        {
            CpuMs = (stat.UserTicks + stat.SystemTicks) * _msPerTick,
            RssBytes = stat.RssPages * Environment.SystemPageSize,
            Threads = stat.Threads,
            OpenFiles = FileDescriptors.OpenOf(_folder),
            DiskReadBytes = read,
            DiskWrittenBytes = written,
            ReceivedBytes = received,
            SentBytes = sent,
        };
    }

    /// <param name="io">proc_pid_io(5): what went to and from disks, not what caches answered.</param>
    public static (long? Read, long? Written) DiskBytes(string? io) => (NumberBehind(io, "read_bytes:"), NumberBehind(io, "write_bytes:"));

    /// <param name="dev">proc_pid_net(5): the interfaces of the process' network namespace, which it shares with others; loopback is left in.</param>
    public static (long? Received, long? Sent) NetworkBytes(string? dev)
    {
        if (dev is null) return (null, null);

        long received = 0;
        long sent = 0;
        foreach (string line in dev.Split('\n'))
        {
            int name = line.IndexOf(':', StringComparison.Ordinal);
            string[] numbers = name < 0 ? [] : line[(name + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length < 9) continue; // two lines of headings

            received += long.Parse(numbers[0], CultureInfo.InvariantCulture);
            sent += long.Parse(numbers[8], CultureInfo.InvariantCulture);
        }

        return (received, sent);
    }

    private static long? NumberBehind(string? text, string name)
    {
        string? line = text?.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.TryParse(line?[name.Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out long number) ? number : null;
    }

    private static StatLine? StatOf(string folder) => TryRead(Path.Combine(folder, "stat"), Encoding.UTF8.GetBytes) is { } line ? StatLine.Parse(line) : null;

    private string? TryRead(string file) => TryRead(Path.Combine(_folder, file), text => text);

    private string? FirstLine(string file) => TryRead(file)?.Split('\n')[0] is { Length: > 0 } line ? line : null;

    /// <returns>Null where the process is gone, or another user's.</returns>
    private static T? TryRead<T>(string path, Func<string, T> convert)
        where T : class
    {
        try
        {
            return convert(File.ReadAllText(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial nint SystemConfiguration(int name);
}
