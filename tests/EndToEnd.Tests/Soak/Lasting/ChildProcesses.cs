using System.Diagnostics;
using System.Globalization;

namespace HotPath.EndToEnd.Tests.Soak.Lasting;

/// <summary>The children of a process that a test has started.</summary>
internal static class ChildProcesses
{
    /// <summary>As /proc lists them (proc_pid_task(5)).</summary>
    public static IEnumerable<int> Of(int process)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc to find children in.");
        return [.. Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    public static void Kill(int process)
    {
        using Process found = Process.GetProcessById(process);
        found.Kill();
    }
}
