using System.Diagnostics;
using HotPath.Soak.Machine;

namespace HotPath.Soak.Tests.Machine;

public sealed class ProcessSampleTests
{
    [Fact]
    public void Read_AnyProcess_KnowsAllOfItself()
    {
        ExceptionCount.Thrown.ToString(System.Globalization.CultureInfo.InvariantCulture); // counts from here on
        long before = ProcessSample.Read().Exceptions!.Value;
        try
        {
            throw new InvalidOperationException("Caught all the same.");
        }
        catch (InvalidOperationException)
        {
        }

        ProcessSample sample = ProcessSample.Read();

        Assert.True(sample.Exceptions > before);
        Assert.True(sample is { CpuMs: > 0, AllocatedBytes: > 0, RssBytes: > 1_000_000, GcMode.Length: > 0, LockContentions: >= 0, Timers: >= 0 });
        Assert.True(sample.ThreadPool is { Threads: > 0, Completed: > 0 });
    }

    [Fact]
    public void Read_OnLinux_HasThreadsAndFilesAsTheFrameworkSeesThem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere they are not read.");
        using Process self = Process.GetCurrentProcess();
        using FileStream another = File.OpenRead("/proc/self/stat");

        ProcessSample sample = ProcessSample.Read();

        // Other tests start threads and open files meanwhile.
        Assert.InRange(sample.Threads!.Value, self.Threads.Count / 2, self.Threads.Count * 2);
        int files = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        Assert.InRange(sample.OpenFiles!.Value, files / 2, files * 2);
    }
}
