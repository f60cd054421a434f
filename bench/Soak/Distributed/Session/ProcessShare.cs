namespace HotPath.Soak.Distributed.Session;

/// <summary>What this process takes of the machine, as a master shows it.</summary>
internal sealed class ProcessShare(TimeProvider time)
{
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private long _at = time.GetTimestamp();

    /// <returns>Since the last call: 100 is all of the machine's cores, so that a master, who warns from 90 on, does so when there is no core left.</returns>
    public double ReadCpuPercent()
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long now = time.GetTimestamp();
        double available = time.GetElapsedTime(_at, now).TotalSeconds * Environment.ProcessorCount;
        double used = (cpu - _cpu).TotalSeconds;
        (_cpu, _at) = (cpu, now);
        return available > 0 ? Math.Clamp(100 * used / available, 0, 100) : 0;
    }
}
