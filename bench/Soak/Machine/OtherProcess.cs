using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HotPath.Soak.Machine;

/// <summary>
/// Another process of this machine, read from <c>/proc/PID</c>: Linux alone. Told from a later one of the same number by the moment it started.
/// One thread at a time.
/// </summary>
internal sealed partial class OtherProcess
{
    private const int ClockTicksPerSecond = 2; // _SC_CLK_TCK
    private const int MsPerSecond = 1_000;

    private const int ReceivedColumn = 0, SentColumn = 8; // of net/dev, behind the interface's name

    private readonly string _folder;
    private readonly string _stat;
    private readonly string _io;
    private readonly string _networkDevices;
    private readonly double _msPerTick = (double)MsPerSecond / SystemConfiguration(ClockTicksPerSecond);
    private byte[] _text = new byte[4_096]; // used again: a run reads the same files for days
    private long _startTicks;

    private OtherProcess(int pid)
    {
        Pid = pid;
        _folder = $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}";
        _stat = Path.Combine(_folder, "stat");
        _io = Path.Combine(_folder, "io");
        _networkDevices = Path.Combine(_folder, "net/dev");
    }

    public int Pid { get; }

    /// <summary>What the kernel calls it, at most 15 characters.</summary>
    public string Name => FirstLine("comm") ?? Pid.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its program without the arguments, which may hold secrets; null where it cannot be read.</summary>
    public string? Program => FirstLine("cmdline")?.Split('\0')[0] is { Length: > 0 } program ? program : null;

    /// <returns>Null where there is no such process.</returns>
    public static OtherProcess? Find(int pid)
    {
        OtherProcess process = new(pid);
        if (process.ReadStat() is not { } stat) return null;

        process._startTicks = stat.StartTicks;
        return process;
    }

    /// <returns>Null when it has ended, whatever has its number now.</returns>
    public ProcessReading? Read()
    {
        if (ReadStat() is not { } stat || stat.StartTicks != _startTicks) return null;

        (long? read, long? written) = DiskBytes(TryRead(_io));
        (long? received, long? sent) = NetworkBytes(TryRead(_networkDevices));
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

    /// <param name="io">proc_pid_io(5): what went to and from disks, not what caches answered. Empty where it may not be read.</param>
    public static (long? Read, long? Written) DiskBytes(ReadOnlySpan<byte> io) => (NumberBehind(io, "read_bytes:"u8), NumberBehind(io, "write_bytes:"u8));

    /// <param name="dev">
    /// proc_pid_net(5): the interfaces of the process' network namespace, which it shares with others; loopback is left in. Empty where it may not be read.
    /// </param>
    public static (long? Received, long? Sent) NetworkBytes(ReadOnlySpan<byte> dev)
    {
        if (dev.IsEmpty) return (null, null);

        long received = 0;
        long sent = 0;
        foreach (Range range in dev.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = dev[range];
            ReadOnlySpan<byte> numbers = line[(line.IndexOf((byte)':') + 1)..];
            if (numbers.Length == line.Length) continue; // two lines of headings

            received += NumberAt(numbers, ReceivedColumn) ?? 0;
            sent += NumberAt(numbers, SentColumn) ?? 0;
        }

        return (received, sent);
    }

    private static long? NumberBehind(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        foreach (Range range in text.Split((byte)'\n'))
        {
            if (text[range].StartsWith(name)) return NumberAt(text[range][name.Length..], column: 0);
        }

        return null;
    }

    private static long? NumberAt(ReadOnlySpan<byte> line, int column)
    {
        line = line.TrimStart((byte)' ');
        for (; column > 0 && !line.IsEmpty; column--)
        {
            int end = line.IndexOf((byte)' ');
            line = end < 0 ? [] : line[end..].TrimStart((byte)' ');
        }

        return Utf8Parser.TryParse(line, out long number, out _) ? number : null;
    }

    /// <returns>Null where there is no such process any more, or it has ended and only waits to be asked how.</returns>
    private StatLine? ReadStat() => StatLine.Parse(TryRead(_stat)) is { State: not ('Z' or 'X') } stat ? stat : null;

    /// <returns>Valid until the next call; empty where the process is gone, or another user's.</returns>
    private ReadOnlySpan<byte> TryRead(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite);
            int length = 0;
            while (RandomAccess.Read(file, _text.AsSpan(length), length) is var read and > 0)
            {
                length += read;
                if (length == _text.Length) Array.Resize(ref _text, 2 * length);
            }

            return _text.AsSpan(0, length);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string? FirstLine(string file)
    {
        ReadOnlySpan<byte> text = TryRead(Path.Combine(_folder, file));
        int end = text.IndexOf((byte)'\n');
        text = end < 0 ? text : text[..end];
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial nint SystemConfiguration(int name);
}
