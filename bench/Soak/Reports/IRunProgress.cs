using HotPath.Analysis.Results;

namespace HotPath.Soak.Reports;

/// <summary>Is told how a run goes, in this order, from any thread. A console that is gone is no reason to end a run: nothing throws.</summary>
internal interface IRunProgress : IDisposable
{
    void Started(RunIntroduction run);

    void WarmingUp();

    void Interval(IntervalResult interval);

    /// <summary>At any time.</summary>
    void Happened(RunEvent happened);

    /// <summary>No request starts any more. May be told again as the number falls.</summary>
    void Draining(long inFlight);

    /// <summary>The user asked to stop; at any time.</summary>
    void Stopping();
}
