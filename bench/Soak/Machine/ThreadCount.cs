using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace HotPath.Soak.Machine;

/// <summary>The threads of this process, the runtime's own among them. Any thread; allocates nothing.</summary>
internal static class ThreadCount
{
    private const int LongestLine = 1_024; // 52 numbers and a name of 16 bytes
    private const int FieldsBefore = 17; // from the state, which is the first behind the name, to num_threads

    private static readonly SafeFileHandle? Stat =
        OperatingSystem.IsLinux() ? File.OpenHandle("/proc/self/stat", options: FileOptions.None, share: FileShare.ReadWrite) : null;

    /// <returns>Null where the system is not Linux.</returns>
    public static long? Now
    {
        get
        {
            if (Stat is null) return null;

            Span<byte> line = stackalloc byte[LongestLine];
            return Of(line[..RandomAccess.Read(Stat, line, fileOffset: 0)]);
        }
    }

    /// <param name="stat">Of /proc/PID/stat, proc_pid_stat(5): the 20th field. The second, a name in brackets, may hold spaces and brackets.</param>
    /// <returns>Null where there is no such field.</returns>
    public static long? Of(ReadOnlySpan<byte> stat)
    {
        stat = stat[(stat.LastIndexOf((byte)')') + 1)..].TrimStart((byte)' ');
        for (int field = 0; field < FieldsBefore; field++) stat = stat[(stat.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(stat, out long threads, out _) ? threads : null;
    }
}
