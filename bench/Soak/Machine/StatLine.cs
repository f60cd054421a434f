using System.Buffers.Text;

namespace HotPath.Soak.Machine;

/// <summary>A line of <c>/proc/PID/stat</c>, proc_pid_stat(5). The second field, a name in brackets, may hold spaces and brackets.</summary>
/// <param name="UserTicks">CPU time in user mode, in clock ticks.</param>
/// <param name="SystemTicks">CPU time in the kernel, in clock ticks.</param>
/// <param name="StartTicks">Clock ticks from the machine's start to the process'.</param>
internal readonly record struct StatLine(char State, long UserTicks, long SystemTicks, long Threads, long StartTicks, long RssPages)
{
    /// <summary>52 numbers and a name of 16 bytes.</summary>
    public const int Longest = 1_024;

    // Fields as the manual counts them, from 1.
    private const int StateField = 3;
    private const int UserField = 14;
    private const int SystemField = 15;
    private const int ThreadsField = 20;
    private const int StartField = 22;
    private const int RssField = 24;

    /// <returns>Null where it ends too early or a field is no number.</returns>
    public static StatLine? Parse(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line[(line.LastIndexOf((byte)')') + 1)..].TrimStart((byte)' ');
        if (rest.IsEmpty) return null;

        StatLine read = new() { State = (char)rest[0] };
        for (int field = StateField; field <= RssField; field++)
        {
            int end = rest.IndexOf((byte)' ');
            ReadOnlySpan<byte> text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (field == StateField) continue;
            if (!Utf8Parser.TryParse(text, out long value, out _)) return null;

            read = field switch
            {
                UserField => read with { UserTicks = value },
                SystemField => read with { SystemTicks = value },
                ThreadsField => read with { Threads = value },
                StartField => read with { StartTicks = value },
                RssField => read with { RssPages = value },
                _ => read,
            };
        }

        return read;
    }
}
