using HotPath.Soak.Machine;
using HotPath.Tests;

namespace HotPath.Soak.Tests.Machine;

public sealed class ResidentSetTests
{
    [Fact]
    public void Bytes_AnyProcess_AreWhatTheFrameworkReadsToo()
    {
        long framework = Environment.WorkingSet;

        Assert.InRange(ResidentSet.Bytes, framework / 2, framework * 2);
    }

    [Fact]
    public void Bytes_MemoryThatIsTouched_Grow()
    {
        const int Touched = 256 << 20; // more than other tests beside this one give back meanwhile
        long before = ResidentSet.Bytes;

        byte[] memory = new byte[Touched];
        memory.AsSpan().Fill(1);

        Assert.InRange(ResidentSet.Bytes - before, Touched / 2, long.MaxValue);
        GC.KeepAlive(memory);
    }

    [Fact]
    public void Bytes_OnLinux_AllocateNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the framework is asked.");
        long sum = ResidentSet.Bytes;

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++) sum += ResidentSet.Bytes;
        });

        Assert.Equal(0, allocated);
        Assert.True(sum > 0);
    }
}
