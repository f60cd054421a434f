using System.Globalization;
using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace HotPath.Soak.Machine;

/// <summary>The file descriptors of this process.</summary>
internal static partial class FileDescriptors
{
    /// <summary>What files, pipes and the runtime's own threads need meanwhile: a process that has none left cannot even start a thread, and dies.</summary>
    private const int Reserve = 40;

    private const string LimitName = "Max open files";
    private const string Folder = "/proc/self/fd";

    private const int FromRoot = -100; // AT_FDCWD
    private const uint Size = 0x200; // STATX_SIZE
    private const int SizeAt = 40; // of struct statx, which is the same on every architecture
    private const int StatxLength = 256;

    /// <summary>Open ones now.</summary>
    /// <returns>Null where the system does not tell.</returns>
    public static long? Open => OperatingSystem.IsLinux() ? OpenOf("/proc/self") : null;

    /// <summary>Those of any process. Linux from 6.2 on has the number as the folder's size; before it they are counted, 0.3 ms a thousand.</summary>
    /// <param name="process">Its folder in /proc.</param>
    /// <returns>Null where it is gone, or another user's.</returns>
    public static long? OpenOf(string process)
    {
        string folder = $"{process}/fd";
        Span<byte> status = stackalloc byte[StatxLength];
        if (Statx(FromRoot, folder, 0, Size, ref MemoryMarshal.GetReference(status)) != 0) return null;
        if (BitConverter.ToInt64(status[SizeAt..]) is long size and > 0) return size;

        try
        {
            return Count(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>How many sockets may be opened from now on; null where the system does not tell, or sets no limit.</returns>
    public static long? ForSockets()
    {
        if (!OperatingSystem.IsLinux()) return null;

        try
        {
            return Limit - Count(Folder) - Reserve;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>How many files this process may have open; null where the system does not tell, or sets no limit.</summary>
    public static long? Limit
    {
        get
        {
            try
            {
                return OperatingSystem.IsLinux() ? LimitOf(File.ReadLines("/proc/self/limits")) : null;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <param name="lines">Of <c>/proc/self/limits</c>: name, soft limit, hard limit and unit, with two spaces or more between.</param>
    public static long? LimitOf(IEnumerable<string> lines)
    {
        string? line = lines.FirstOrDefault(line => line.StartsWith(LimitName, StringComparison.Ordinal));
        string? soft = line?[LimitName.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out long limit) ? limit : null;
    }

    /// <summary>Without a string for each.</summary>
    private static long Count(string folder) => new FileSystemEnumerable<byte>(folder, static (ref FileSystemEntry _) => 0).LongCount();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte status);
}
