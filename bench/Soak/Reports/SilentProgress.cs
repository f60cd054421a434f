using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>For a run that nobody watches on a terminal.</summary>
internal sealed class SilentProgress : IRunProgress
{
    public void Started(RunIntroduction run)
    {
    }

    public void WarmingUp()
    {
    }

    public void Interval(IntervalResult interval)
    {
    }

    public void Happened(RunEvent happened)
    {
    }

    public void Draining(long inFlight)
    {
    }

    public void Stopping()
    {
    }

    public void Dispose()
    {
    }
}
