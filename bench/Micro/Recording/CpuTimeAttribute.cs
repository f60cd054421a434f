using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace HotPath.Micro.Recording;

/// <summary>Measures processor time of the whole process instead of elapsed time: what an operation on several threads costs in all.</summary>
/// <remarks>In this process, because a clock is not handed on to another.</remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CpuTimeAttribute() : JobMutatorConfigBaseAttribute(new Job()
    .WithClock(new CpuClock())
    .WithToolchain(InProcessEmitToolchain.Instance))
{
    private sealed class CpuClock : IClock
    {
        public string Title => "CPU time of the process";

        public bool IsAvailable => true;

        public Frequency Frequency => new(TimeSpan.TicksPerSecond);

        public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
    }
}
