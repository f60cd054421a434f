using System.Diagnostics;
using System.Text;
using HotPath.Soak.Machine;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Machine;

public sealed class OtherProcessTests
{
    [Fact]
    public async Task Read_ProcessOfAnyKind_IsThereUntilItEnds()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are read on Linux alone.");
        using Process process = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        OtherProcess other = OtherProcess.Find(process.Id)!;
        await process.StandardInput.WriteLineAsync("up");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken); // not the fork any more, which has nothing of its own yet

        ProcessReading reading = other.Read()!.Value;

        Assert.Equal(1, reading.Threads);
        Assert.InRange(reading.RssBytes, 4_096, 1 << 30);
        Assert.InRange(reading.OpenFiles!.Value, 3, 100);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Null(other.Read());
        Assert.Null(OtherProcess.Find(process.Id));
    }

    [Fact]
    public void Read_AgainAndAgain_AllocatesTheHandlesAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are read on Linux alone.");
        OtherProcess own = OtherProcess.Find(Environment.ProcessId)!;
        own.Read();

        long least = Allocations.Least(() => own.Read());

        Assert.InRange(least, 0, 1_024); // three files opened and closed, and the name of a folder; their text takes 30 KB when read as such
    }

    [Fact]
    public void DiskBytes_TextOfTheKernel_AreWhatWentToDisks()
    {
        ReadOnlySpan<byte> io = "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 0\n"u8;

        Assert.Equal((4_096L, 8_192L), OtherProcess.DiskBytes(io));
        Assert.Equal((null, null), OtherProcess.DiskBytes([])); // another user's
    }

    [Fact]
    public void NetworkBytes_TextOfTheKernel_AreTheSumOfAllInterfaces()
    {
        ReadOnlySpan<byte> dev = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:     100       1    0    0    0     0          0         0      100       1    0    0    0     0       0          0
              eth0: 1000       10    0    0    0     0          0         0     2000      20    0    0    0     0       0          0
            """u8;

        Assert.Equal((1_100L, 2_100L), OtherProcess.NetworkBytes(dev));
        Assert.Equal((null, null), OtherProcess.NetworkBytes([]));
    }

    [Theory]
    [InlineData("1 (x) S 1 1 1 0 -1 4194560 1 0 0 0 11 22 3 4 20 0 17 0 900 200 33 5", 17L)]
    [InlineData("1 (a) b) S) S 1 1 1 0 -1 4194560 1 0 0 0 11 22 3 4 20 0 3 0 900 200 33 5", 3L)] // a name may hold spaces and brackets
    public void Parse_LineOfTheKernel_HasItsFields(string line, long threads)
    {
        Assert.Equal(new StatLine('S', 11, 22, threads, 900, 33), StatLine.Parse(Encoding.ASCII.GetBytes(line)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 (x)")]
    [InlineData("1 (x) S 1 1 1")]
    [InlineData("1 (x) S 1 1 1 0 -1 4194560 1 0 0 0 eleven 22 3 4 20 0 17 0 900 200 33")]
    public void Parse_OtherText_IsNothing(string line)
    {
        Assert.Null(StatLine.Parse(Encoding.ASCII.GetBytes(line)));
    }
}
