using System.Globalization;

namespace HotPath.Gate.Machine;

/// <summary>What is read of a line of <c>/proc/PID/stat</c>, proc_pid_stat(5).</summary>
/// <param name="CpuTicks">User and system time, of itself and of children that it has waited for.</param>
internal sealed record ProcessStat(int Parent, long CpuTicks)
{
    // Fields are numbered from 1 there; what follows the name begins with field 3, the state.
    private const int FirstField = 3;
    private const int ParentField = 4;
    private const int FirstTimeField = 14; // utime, stime, cutime, cstime
    private const int TimeFields = 4;

    /// <param name="line">The name in it stands in parentheses, and may hold blanks and parentheses.</param>
    public static ProcessStat Parse(string line)
    {
        string[] fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ProcessStat(
            int.Parse(fields[ParentField - FirstField], CultureInfo.InvariantCulture),
            fields.Skip(FirstTimeField - FirstField).Take(TimeFields).Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
    }
}
