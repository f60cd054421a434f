using System.Runtime.InteropServices;

namespace HotPath.Gate.Machine;

/// <summary>Holds a process still, and lets it go on: signal(7), in the numbers of Linux.</summary>
internal static partial class ProcessSignal
{
    private const int Continue = 18;
    private const int Stop = 19;

    public static void Hold(int process) => Send(process, Stop);

    public static void Release(int process) => Send(process, Continue);

    private static void Send(int process, int signal)
    {
        if (Kill(process, signal) != 0)
        {
            throw new InvalidOperationException($"Process {process} did not take signal {signal}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
