using HotPath.Gate.Machine;

namespace HotPath.EndToEnd.Tests.Gate.Machine;

public class MachineTests
{
    [Theory]
    [InlineData("Cpus_allowed_list:\t0-1", 0, 1)]
    [InlineData("Cpus_allowed_list:\t3,6-7,9", 3, 6, 7, 9)]
    [InlineData("Cpus_allowed_list:\t5", 5)]
    public void AllowedIn_StatusOfAProcess_IsEachCore(string line, params int[] cores) =>
        Assert.Equal(cores, Cores.AllowedIn(["Name:\tdotnet", "Cpus_allowed:\tff", line, "Mems_allowed:\t1"]));

    [Fact]
    public void Choose_TwoCoresOrMore_GivesEachSideOne()
    {
        Cores cores = Cores.Choose([3, 6, 7], "/usr/bin/taskset");

        Assert.Equal((3, 6, null), (cores.Server!.Core, cores.Generator!.Core, cores.Problem));
    }

    [Theory]
    [InlineData(1, "/usr/bin/taskset", "may use 1 core")]
    [InlineData(2, null, "taskset (util-linux) is not here")]
    public void Choose_NoCoresToBindTo_BindsNoneAndSaysWhy(int allowed, string? taskset, string problem)
    {
        Cores cores = Cores.Choose([.. Enumerable.Range(0, allowed)], taskset);

        Assert.Null(cores.Server);
        Assert.Null(cores.Generator);
        Assert.Contains(problem, cores.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ParseStat_NameWithBlanksAndParentheses_IsPassedOver()
    {
        const string line = "4711 (a) b (c)) S 42 4711 1 0 -1 4194560 1 2 3 4 100 20 3 400 20 0 5 0 123 456 789";

        Assert.Equal(new ProcessStat(Parent: 42, CpuTicks: 523), ProcessStat.Parse(line));
    }

    [Fact]
    public void PeakBytesIn_StatusOfAProcess_IsItsHighWaterMark() =>
        Assert.Equal(2_048 * 1_024, ProcessTree.PeakBytesIn("Name:\tx\nVmPeak:\t  9999 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1000 kB\n"));

    [Fact]
    public async Task Read_ProcessWithAChild_CountsBoth()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The tree is read from /proc.");
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        await using ChildProcess shell = ChildProcess.Start(new Launch("/bin/sh", ["-c", "sleep 600 & echo started; wait"]), pin: null);
        Assert.Equal("started", await shell.ReadLineAsync(cancelled));

        int child = Assert.Single(ProcessTree.ChildrenOf(shell.Id));
        long both = ProcessTree.Read(shell.Id)!.RssPeakBytes;

        Assert.InRange(ProcessTree.Read(child)!.RssPeakBytes, 1, both - 1);
    }

    [Fact]
    public async Task DisposeAsync_ProcessWithAChild_EndsBoth()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The tree is read from /proc.");
        ChildProcess shell = ChildProcess.Start(new Launch("/bin/sh", ["-c", "sleep 600 & echo started; wait"]), pin: null);
        await shell.ReadLineAsync(TestContext.Current.CancellationToken);
        int[] both = [shell.Id, Assert.Single(ProcessTree.ChildrenOf(shell.Id))];

        await shell.DisposeAsync();

        Assert.All(both, EndedProcess.AssertEnded);
    }

    [Fact]
    public async Task EndAsync_Process_HasWhatItSaidAndItsExitCode()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The shell is that of a Unix.");
        await using ChildProcess shell = ChildProcess.Start(new Launch("/bin/sh", ["-c", "echo out; echo err >&2; exit 7"]), pin: null);

        ProcessEnd end = await shell.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new ProcessEnd(7, "out\n", "err\n"), end);
        Assert.Equal("err out", end.Said);
    }
}
