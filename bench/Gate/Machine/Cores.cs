using System.Globalization;

namespace HotPath.Gate.Machine;

/// <summary>A core that a process is bound to, by taskset of util-linux.</summary>
internal sealed record CorePin(string Taskset, int Core);

/// <summary>Which cores server and generator have to themselves.</summary>
/// <param name="Problem">Why they have none; null when they have.</param>
internal sealed record Cores(CorePin? Server, CorePin? Generator, string? Problem)
{
    private const string StatusFile = "/proc/self/status";
    private const string AllowedName = "Cpus_allowed_list:";

    /// <summary>The first two that this process may use.</summary>
    public static Cores Find() => Choose(
        AllowedIn(File.ReadLines(StatusFile)),
        Executables.Find("taskset"));

    public static Cores Choose(IReadOnlyList<int> allowed, string? taskset)
    {
        if (allowed.Count < 2) return new Cores(null, null, $"this process may use {allowed.Count} core, so server and generator take it from each other; figures say little");
        if (taskset is null) return new Cores(null, null, "taskset (util-linux) is not here, so server and generator are not bound to cores");

        return new Cores(new CorePin(taskset, allowed[0]), new CorePin(taskset, allowed[1]), null);
    }

    /// <param name="status">The lines of proc_pid_status(5); the list has the form <c>0-3,8</c>.</param>
    public static IReadOnlyList<int> AllowedIn(IEnumerable<string> status)
    {
        string? list = status.FirstOrDefault(line => line.StartsWith(AllowedName, StringComparison.Ordinal))?[AllowedName.Length..];
        return [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(Range)];
    }

    private static IEnumerable<int> Range(string text)
    {
        string[] ends = text.Split('-');
        int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, int.Parse(ends[^1], CultureInfo.InvariantCulture) - first + 1);
    }
}
