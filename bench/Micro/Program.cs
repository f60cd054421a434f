using System.Runtime.InteropServices;
using HotPath.Micro.Suite;

namespace HotPath.Micro;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Tables are written when the last benchmark has ended, so an interrupted run leaves the recorded ones as they were.
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, LeaveWithoutResult);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, LeaveWithoutResult);
        return SuiteCommandLine.Invoke(typeof(Program).Assembly, arguments, Console.Out, Console.Error);
    }

    private static void LeaveWithoutResult(PosixSignalContext context)
    {
        context.Cancel = true;
        Console.Error.WriteLine($"{SuiteCommandLine.Name}: ended before the last benchmark; nothing was recorded.");
        Environment.Exit(ExitCode.Void);
    }
}
