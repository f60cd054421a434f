using Microsoft.Win32.SafeHandles;

namespace HotPath.Soak.Machine;

/// <summary>The threads of this process, the runtime's own among them. Any thread; allocates nothing.</summary>
internal static class ThreadCount
{
    private static readonly SafeFileHandle? Stat =
        OperatingSystem.IsLinux() ? File.OpenHandle("/proc/self/stat", options: FileOptions.None, share: FileShare.ReadWrite) : null;

    /// <returns>Null where the system is not Linux.</returns>
    public static long? Now
    {
        get
        {
            if (Stat is null) return null;

            Span<byte> line = stackalloc byte[StatLine.Longest];
            return StatLine.Parse(line[..RandomAccess.Read(Stat, line, fileOffset: 0)])?.Threads;
        }
    }
}
