using System.Globalization;

namespace HotPath.Gate.Machine;

/// <summary>A process with all that it started, as the kernel counts them; one rule for every tool and server.</summary>
/// <param name="CpuSeconds">User and system time of all, those that have ended included.</param>
/// <param name="RssPeakBytes">The largest resident set that each had, added up.</param>
internal sealed record ProcessTree(double CpuSeconds, long RssPeakBytes)
{
    private const double TicksPerSecond = 100; // USER_HZ, which is 100 wherever Linux shows times to programs
    private const string PeakName = "VmHWM:";

    /// <returns>Null where the process is gone.</returns>
    public static ProcessTree? Read(int root)
    {
        Dictionary<int, ProcessStat> all = ReadAll();
        if (!all.ContainsKey(root)) return null;

        double ticks = 0;
        long peak = 0;
        foreach (int id in all.Keys.Where(id => IsWithin(id, root, all)))
        {
            ticks += all[id].CpuTicks;
            peak += PeakBytesIn(ReadText(id, "status") ?? "");
        }

        return new ProcessTree(ticks / TicksPerSecond, peak);
    }

    /// <summary>The processes that this one started and that run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int parent) => [.. ReadAll().Where(process => process.Value.Parent == parent).Select(process => process.Key)];

    /// <param name="status">proc_pid_status(5).</param>
    public static long PeakBytesIn(string status)
    {
        int start = status.IndexOf(PeakName, StringComparison.Ordinal);
        if (start < 0) return 0; // it has ended, and holds nothing

        string kilobytes = status[(start + PeakName.Length)..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries)[0];
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
    }

    private static Dictionary<int, ProcessStat> ReadAll()
    {
        Dictionary<int, ProcessStat> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ReadText(id, "stat") is { } text)
            {
                all[id] = ProcessStat.Parse(text);
            }
        }

        return all;
    }

    private static bool IsWithin(int id, int root, Dictionary<int, ProcessStat> all)
    {
        int steps = 0;
        for (int at = id; all.TryGetValue(at, out ProcessStat? stat) && steps <= all.Count; at = stat.Parent, steps++)
        {
            if (at == root) return true;
        }

        return false;
    }

    private static string? ReadText(int id, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // ended since its folder was seen, or somebody else's
        }
    }
}
