using System.Globalization;

namespace HotPath.Soak.Machine;

/// <summary>The file descriptors of this process.</summary>
internal static class FileDescriptors
{
    /// <summary>What files, pipes and the runtime's own threads need meanwhile: a process that has none left cannot even start a thread, and dies.</summary>
    private const int Reserve = 40;

    private const string LimitName = "Max open files";

    /// <returns>How many sockets may be opened from now on; null where the system does not tell, or sets no limit.</returns>
    public static long? ForSockets()
    {
        if (!OperatingSystem.IsLinux()) return null;

        try
        {
            return Limit - Directory.EnumerateFileSystemEntries("/proc/self/fd").Count() - Reserve;
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
}
