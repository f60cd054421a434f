using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace HotPath.Soak.Machine;

/// <summary>This process' resident set. Any thread.</summary>
/// <remarks>Linux has it in a file, here kept open, so that a look allocates nothing; the framework's own look reads and takes apart a page of text.</remarks>
internal static class ResidentSet
{
    private const int LongestLine = 256; // seven numbers of 20 digits at most

    private static readonly SafeFileHandle? Statm =
        OperatingSystem.IsLinux() ? File.OpenHandle("/proc/self/statm", options: FileOptions.None, share: FileShare.ReadWrite) : null;

    public static long Bytes => Statm is null ? Environment.WorkingSet : ReadPages(Statm) * Environment.SystemPageSize;

    /// <summary>proc_pid_statm(5): the second number is the resident set, in pages.</summary>
    private static long ReadPages(SafeFileHandle statm)
    {
        Span<byte> line = stackalloc byte[LongestLine];
        line = line[..RandomAccess.Read(statm, line, fileOffset: 0)];
        return Utf8Parser.TryParse(line[(line.IndexOf((byte)' ') + 1)..], out long pages, out _)
            ? pages
            : throw new InvalidOperationException($"/proc/self/statm is {line.Length} bytes without a second number; proc_pid_statm(5) has one.");
    }
}
