using System.Globalization;
using System.Runtime.InteropServices;

namespace HotPath.Soak.Machine;

/// <summary>The threads of this process but the calling one.</summary>
internal static partial class OtherThreads
{
    private const string Tasks = "/proc/self/task";
    private const int OneThread = 0; // PRIO_PROCESS: in the kernel's eyes each thread is one
    private const int Steps = 5; // of niceness, each a factor of 1.25 (sched_prio_to_weight in the kernel's sources)
    private const int Nicest = 19;

    /// <summary>
    /// Gives them a quarter of a core where the calling thread wants the rest of it, instead of a half; and so all that they start from now on. Needs no rights,
    /// and cannot be taken back. Elsewhere than on Linux nothing happens.
    /// </summary>
    public static void StepBack()
    {
        if (!OperatingSystem.IsLinux() || File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false) is not { } own) return;

        foreach (string task in Directory.EnumerateDirectories(Tasks))
        {
            string thread = Path.GetFileName(task);
            if (thread == own.Name) continue;

            int id = int.Parse(thread, CultureInfo.InvariantCulture);
            _ = SetPriority(OneThread, id, Math.Min(GetPriority(OneThread, id) + Steps, Nicest)); // one that has ended has none
        }
    }

    [LibraryImport("libc", EntryPoint = "getpriority")]
    private static partial int GetPriority(int which, int id);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int id, int priority);
}
